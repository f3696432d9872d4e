package dev.temper.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.report.Png;
import dev.temper.report.Text;
import dev.temper.torch.engine.LibTorch;
import dev.temper.torch.engine.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is installed, what it can do, and what is missing. */
@Command(
    name = "doctor",
    description = "Tells what is installed, what it can do, and what is missing.")
final class DoctorCommand implements Callable<Integer> {

  /**
   * For the environment of a program that trains; the launcher sets it, docs/speed.md tells why.
   */
  static final String KEPT_MEMORY =
      "GLIBC_TUNABLES=glibc.malloc.hugetlb=1:glibc.malloc.top_pad=67108864"
          + ":glibc.malloc.mmap_threshold=4294967296:glibc.malloc.trim_threshold=17179869184";

  @Option(names = "--json", description = "One JSON document on stdout, in one line.")
  private boolean json;

  /**
   * One finding.
   *
   * @param name what was looked at
   * @param value what was found
   * @param missing what to do about it, or an empty string if all is well
   */
  private record Fact(String name, String value, String missing) {}

  @Override
  public Integer call() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("temper", Version.text(), ""));
    facts.add(
        new Fact(
            "java",
            System.getProperty("java.version") + ", " + System.getProperty("java.vendor"),
            ""));
    facts.add(
        new Fact(
            "system", System.getProperty("os.name") + " " + System.getProperty("os.arch"), ""));
    facts.add(
        new Fact("threads", Integer.toString(Runtime.getRuntime().availableProcessors()), ""));
    if (System.getProperty("os.name").equals("Linux")) {
      facts.add(new Fact("memory", memory(System.getenv()), ""));
    }
    boolean engine = engine(facts);
    facts.add(plots());
    boolean well = facts.stream().allMatch(fact -> fact.missing().isEmpty());
    if (json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      facts.forEach(fact -> root.put(fact.name(), fact.value()));
      var missing = root.putArray("missing");
      facts.stream().map(Fact::missing).filter(text -> !text.isEmpty()).forEach(missing::add);
      System.out.println(root);
    } else {
      for (Fact fact : facts) {
        System.out.println(Text.of("%-10s %s", fact.name(), fact.value()));
        if (!fact.missing().isEmpty()) {
          System.out.println("           -> " + fact.missing());
        }
      }
      System.out.println(well ? "Nothing is missing." : "See the arrows for what is missing.");
    }
    return engine ? Temper.DONE : Temper.FAILED;
  }

  private static boolean engine(List<Fact> facts) {
    long began = System.nanoTime();
    try {
      LibTorch.useThreads(LibTorch.processors());
      double seconds = (System.nanoTime() - began) / 1e9;
      facts.add(
          new Fact(
              "engine", Text.of("LibTorch %s, loaded in %.1f s", LibTorch.version(), seconds), ""));
      facts.add(new Fact("processor", "vector instructions " + LibTorch.processorCapability(), ""));
      facts.add(new Fact("precision", Precision.forProcessor().label() + " by default", ""));
      facts.add(
          new Fact(
              "gpu",
              LibTorch.cudaAvailable()
                  ? "CUDA can be used by the library"
                  : "none, or natives without CUDA; training runs on the processor",
              ""));
      return true;
    } catch (LinkageError e) {
      facts.add(
          new Fact(
              "engine",
              "cannot be loaded: " + e.getMessage(),
              "The native libraries for this system are not on the class path. Build on this system,"
                  + " or with -Dnatives=linux-x86_64, macosx-arm64 or windows-x86_64."));
      return false;
    }
  }

  /** What becomes of freed tensors, which the C library reads from the environment. */
  static String memory(Map<String, String> environment) {
    boolean kept =
        environment.getOrDefault("GLIBC_TUNABLES", "").contains("glibc.malloc.mmap_threshold=")
            || environment.containsKey("MALLOC_MMAP_THRESHOLD_");
    return kept
        ? "of freed tensors stays in the process"
        : "of freed tensors goes back to the system, which makes large networks slower; the launcher"
            + " './temper' mends that by "
            + KEPT_MEMORY;
  }

  private static Fact plots() {
    return Png.available()
        ? new Fact("plots", "can be drawn", "")
        : new Fact("plots", "cannot be drawn", OutputOptions.NO_FONTS);
  }
}
