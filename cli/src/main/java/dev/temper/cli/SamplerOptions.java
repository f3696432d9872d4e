package dev.temper.cli;

import dev.temper.sampler.Sampler;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of what chooses the trials. */
final class SamplerOptions {

  private static final String SAMPLER = "--sampler";
  private static final String POINTS = "--points";
  private static final int DEFAULT_POINTS = 10;

  @Option(
      names = SAMPLER,
      paramLabel = "NAME",
      description =
          "What chooses: gp or tpe (learn from the trials), auto (the one that suits), random, sobol"
              + " or grid. Default: auto; of ask-tell tpe, which chooses faster")
  private @Nullable SamplerKind sampler;

  @Option(
      names = POINTS,
      paramLabel = "N",
      description =
          "Of a grid: values of a float parameter without a step, from end to end. Default: "
              + DEFAULT_POINTS)
  private @Nullable Integer points;

  /** The sampler that was named, or the one that suits. */
  SamplerKind kind() {
    return kind(SamplerKind.AUTO);
  }

  /** The sampler that was named, or another. */
  SamplerKind kind(SamplerKind otherwise) {
    return sampler == null ? otherwise : sampler;
  }

  /**
   * The sampler.
   *
   * @param kind as {@link #kind} gave it
   * @param seed of what all trials of one search share
   * @throws IllegalArgumentException if the points are out of range, or beside another sampler than
   *     a grid; one line
   */
  Sampler sampler(SamplerKind kind, long seed) {
    if (points != null && kind != SamplerKind.GRID) {
      throw new IllegalArgumentException(
          "--points ("
              + points
              + ") has no place beside the sampler "
              + kind.label()
              + ". Accepted: --sampler grid.");
    }
    return kind.sampler(seed, points == null ? DEFAULT_POINTS : points);
  }

  /** What a study keeps of them. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put(SAMPLER, kind().label());
    if (points != null) {
      settings.put(POINTS, points.toString());
    }
    return settings;
  }

  /** The sampler of what a study keeps. */
  static Sampler sampler(Map<String, String> settings, long seed) {
    SamplerKind kind = SamplerKind.named(settings.getOrDefault(SAMPLER, SamplerKind.AUTO.label()));
    String points = settings.get(POINTS);
    return kind.sampler(seed, points == null ? DEFAULT_POINTS : Integer.parseInt(points));
  }
}
