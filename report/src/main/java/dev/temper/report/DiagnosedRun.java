package dev.temper.report;

import dev.temper.diagnosis.Curves;
import dev.temper.diagnosis.Finding;
import java.util.List;

/**
 * The curves of a run, and what was found in them.
 *
 * @param name where they came from
 * @param curves what was read
 * @param findings what they show, in the order they are told
 */
public record DiagnosedRun(String name, Curves curves, List<Finding> findings) {

  /** Copies the list. */
  public DiagnosedRun {
    findings = List.copyOf(findings);
  }
}
