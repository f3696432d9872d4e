package dev.temper.diagnosis;

import java.util.Locale;

/** What the curves of a run can show. */
public enum Symptom {
  /** The loss is no longer finite, or has risen to several times its best and stays there. */
  DIVERGED,
  /** The loss swings up and down, further than it falls: the rate is too large. */
  OSCILLATING,
  /** The loss still falls in nearly a straight line, or hardly at all: the rate is too small. */
  TOO_SLOW,
  /** A sharp fall, then a plateau at a poor level: the rate is a bit too large. */
  PREMATURE_PLATEAU,
  /** Validation still improves at the end and is hardly worse than training, which is poor. */
  UNDERFITTING,
  /** Validation has passed its best and worsens slowly while training goes on improving. */
  OVERFITTING,
  /** Validation falls fast at first and is horizontal from then on (Smith 2018, section 4.1). */
  GOOD_START,
  /** None of the faults. */
  HEALTHY;

  /** The fixed name in findings, for programs: lower case with underscores. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether something is wrong with a run that shows it. */
  public boolean isFault() {
    return this != GOOD_START && this != HEALTHY;
  }
}
