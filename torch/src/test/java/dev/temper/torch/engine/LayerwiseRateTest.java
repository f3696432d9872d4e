package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.schedule.HyperParameters;
import dev.temper.torch.model.TensorValues;
import dev.temper.training.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** LARS and LAMB against their papers' equations, written out here tensor by tensor. */
class LayerwiseRateTest {

  /** Some twenty roundings of float64 an update, 25 updates, values around 1. */
  private static final double ROUNDING = 1e-11;

  private static final int UPDATES = 25;

  /** Weights, a bias, weights that begin at 0, weights whose gradient is 0; gaps in between. */
  private static final List<Segment> SEGMENTS =
      List.of(
          new Segment(0, 6, true, true, 1),
          new Segment(8, 3, false, true, 1),
          new Segment(16, 4, true, true, 0.25),
          new Segment(20, 5, true, false, 1),
          new Segment(25, 2, false, false, 3));

  private static final int LENGTH = 32;

  /** One tensor and its state. */
  private static final class Reference {
    final Segment segment;
    final double[] w;
    final double[] m;
    final double[] v;

    Reference(Segment segment, double[] flat) {
      this.segment = segment;
      int from = (int) segment.offset();
      w = Arrays.copyOfRange(flat, from, from + (int) segment.length());
      m = new double[w.length];
      v = new double[w.length];
    }

    /** You, Gitman and Ginsburg (2017), with the rate outside the buffer. */
    void lars(double[] flatGradient, HyperParameters values) {
      double[] g = gradient(flatGradient);
      double decay = segment.decayed() ? values.weightDecay() : 0;
      double local = 1;
      if (segment.adapted() && norm(w) > 0 && norm(g) > 0) {
        local = 0.001 * norm(w) / (norm(g) + decay * norm(w));
      }
      for (int i = 0; i < w.length; i++) {
        m[i] = values.momentum() * m[i] + local * (g[i] + decay * w[i]);
        w[i] -= segment.rateRatio() * values.learningRate() * m[i];
      }
    }

    /** You et al. (2020), algorithm 2. */
    void lamb(double[] flatGradient, HyperParameters values, int t) {
      double[] g = gradient(flatGradient);
      double decay = segment.decayed() ? values.weightDecay() : 0;
      double beta1 = values.momentum();
      double[] u = new double[w.length];
      for (int i = 0; i < w.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
        double mean = m[i] / (1 - Math.pow(beta1, t));
        double square = v[i] / (1 - Math.pow(0.999, t));
        u[i] = mean / (Math.sqrt(square) + 1e-6) + decay * w[i];
      }
      boolean adapts = segment.adapted() && norm(w) > 0 && norm(u) > 0;
      double trust = adapts ? norm(w) / norm(u) : 1;
      for (int i = 0; i < w.length; i++) {
        w[i] -= segment.rateRatio() * values.learningRate() * trust * u[i];
      }
    }

    private double[] gradient(double[] flat) {
      int from = (int) segment.offset();
      return Arrays.copyOfRange(flat, from, from + w.length);
    }

    private static double norm(double[] x) {
      return Math.sqrt(Arrays.stream(x).map(each -> each * each).sum());
    }
  }

  private static HyperParameters values(int update) {
    return new HyperParameters(
        0.01 * (1 + update % 7), 0.95 - 0.02 * (update % 6), 0.01 * (update % 3));
  }

  private static double[] inSegments(Random random) {
    double[] flat = new double[LENGTH];
    for (Segment segment : SEGMENTS) {
      for (int i = 0; i < segment.length(); i++) {
        flat[(int) segment.offset() + i] = random.nextGaussian();
      }
    }
    return flat;
  }

  @Test
  void larsFollowsThePaperOnEveryTensor() {
    assertFollowed(Optimizer.LARS);
  }

  @Test
  void lambFollowsThePaperOnEveryTensor() {
    assertFollowed(Optimizer.LAMB);
  }

  private static void assertFollowed(Optimizer optimizer) {
    Random random = new Random(5);
    double[] initial = inSegments(random);
    Arrays.fill(initial, 16, 20, 0);
    List<Reference> references = new ArrayList<>();
    SEGMENTS.forEach(segment -> references.add(new Reference(segment, initial)));
    try (PointerScope scope = new PointerScope()) {
      Tensor parameters = Tensor.create(initial);
      Tensor gradients = torch.zeros_like(parameters);
      try (FlatParameters flat = new FlatParameters(parameters, gradients, SEGMENTS);
          UpdateRule rule = UpdateRule.of(optimizer, flat)) {
        for (int update = 1; update <= UPDATES; update++) {
          double[] gradient = inSegments(random);
          Arrays.fill(gradient, 20, 25, 0);
          gradients.copy_(Tensor.create(gradient));
          rule.update(values(update), update);
          double[] now = TensorValues.of(parameters);
          for (Reference reference : references) {
            if (optimizer == Optimizer.LARS) {
              reference.lars(gradient, values(update));
            } else {
              reference.lamb(gradient, values(update), update);
            }
            int from = (int) reference.segment.offset();
            assertThat(Arrays.copyOfRange(now, from, from + reference.w.length))
                .as("%s after update %d", reference.segment, update)
                .containsExactly(reference.w, within(ROUNDING));
          }
        }
      }
    }
  }

  @Test
  void lambMovesEveryMatrixByTheRateTimesItsNorm() {
    assertMoved(Optimizer.LAMB, 0.01);
  }

  @Test
  void larsMovesEveryMatrixByAThousandthOfTheRateTimesItsNorm() {
    assertMoved(Optimizer.LARS, 0.01 * 0.001);
  }

  /** By how much of its norm, at the rate .01, the first update moves weights of any scale. */
  private static void assertMoved(Optimizer optimizer, double share) {
    for (double scale : new double[] {1e-3, 1, 1e3}) {
      try (PointerScope scope = new PointerScope()) {
        Tensor parameters = Tensor.create(3 * scale, 0, 4 * scale);
        Tensor gradients = Tensor.create(0.5, -2.0, 0.25);
        List<Segment> whole = List.of(new Segment(0, 3, true, true, 1));
        Tensor before = parameters.clone();
        try (FlatParameters flat = new FlatParameters(parameters, gradients, whole);
            UpdateRule rule = UpdateRule.of(optimizer, flat)) {
          rule.update(new HyperParameters(0.01, 0, 0), 1);
        }
        assertThat(parameters.sub(before).norm().item_double())
            .isCloseTo(share * 5 * scale, within(1e-12 * scale));
      }
    }
  }
}
