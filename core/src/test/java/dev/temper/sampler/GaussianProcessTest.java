package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.sampler.Acquisition.Feasibility;
import dev.temper.space.Space;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {

  private static final Space SPACE = SamplerContract.CONDITIONAL;
  private static final int OBSERVED = 25;

  private static double[][] places(int count) {
    SplittableRandom random = new SplittableRandom(7);
    double[][] places = new double[count][];
    for (int i = 0; i < count; i++) {
      places[i] = SPACE.placesOf(SPACE.at(random.doubles(SPACE.dimension()).toArray()));
    }
    return places;
  }

  private static double[] values(double[][] places) {
    return Arrays.stream(places)
        .mapToDouble(p -> Math.sin(5 * p[0]) + p[1] - (Double.isNaN(p[2]) ? 0.3 : p[2] * p[2]))
        .toArray();
  }

  private static KernelParameters warped(double logNoise) {
    int d = SPACE.dimension();
    double[] lengths = new double[d];
    double[] a = new double[d];
    double[] b = new double[d];
    for (int i = 0; i < d; i++) {
      lengths[i] = -0.5 + 0.2 * i;
      a[i] = 0.3 - 0.1 * i;
      b[i] = -0.2 + 0.1 * i;
    }
    return new KernelParameters(lengths, 0.4, logNoise, a, b);
  }

  private static GaussianProcess process(double logNoise) {
    double[][] places = places(OBSERVED);
    return new GaussianProcess(new Kernel(SPACE, warped(logNoise)), places, values(places));
  }

  @Test
  void passesThroughWhatWasObservedWithoutNoise() {
    double[][] places = places(OBSERVED);
    double[] values = values(places);
    GaussianProcess process = process(Math.log(1e-10));
    for (int i = 0; i < OBSERVED; i++) {
      process.ask(places[i]);
      assertThat(process.mean()).isCloseTo(values[i], within(1e-4));
      assertThat(process.variance()).isLessThan(1e-4);
    }
  }

  @Test
  void answersManyQuestionsAsItAnswersOne() {
    GaussianProcess process = process(-3);
    double[][] asked = places(60);
    double[] all = process.askAll(asked);
    for (int i = 0; i < asked.length; i++) {
      process.ask(asked[i]);
      assertThat(all[i]).isCloseTo(process.mean(), within(1e-10));
      assertThat(all[asked.length + i]).isCloseTo(process.variance(), within(1e-10));
    }
  }

  @Test
  void theSlopesOfAPromiseAreItsDifferences() {
    GaussianProcess label = process(-2);
    Acquisition acquisition =
        new Acquisition(process(-3), 0.1, Optional.of(new Feasibility(label, 0.2, 0.1)));
    for (double[] at : places(20)) {
      double[] slopes = new double[at.length];
      double[] unused = new double[at.length];
      double promise = acquisition.at(at, slopes);
      assertThat(acquisition.at(new double[][] {at})[0]).isCloseTo(promise, within(1e-8));
      for (int d : new int[] {0, 2, 4}) {
        double[] more = at.clone();
        double[] less = at.clone();
        more[d] += 1e-5;
        less[d] -= 1e-5;
        double difference = (acquisition.at(more, unused) - acquisition.at(less, unused)) / 2e-5;
        double expected = Double.isNaN(at[d]) ? 0 : difference;
        assertThat(slopes[d]).isCloseTo(expected, within(1e-4 * (1 + Math.abs(expected))));
      }
    }
  }

  @Test
  void theFitsGradientIsItsDifferences() {
    double[][] places = places(OBSERVED);
    KernelFit fit = new KernelFit(SPACE, places, values(places), true);
    double[] at = fit.vector(warped(-3));
    double[] gradient = new double[at.length];
    double[] unused = new double[at.length];
    fit.negativeEvidence(at, gradient);
    for (int i = 0; i < at.length; i++) {
      double[] more = at.clone();
      double[] less = at.clone();
      more[i] += 1e-5;
      less[i] -= 1e-5;
      double difference =
          (fit.negativeEvidence(more, unused) - fit.negativeEvidence(less, unused)) / 2e-5;
      assertThat(gradient[i]).isCloseTo(difference, within(1e-4 * (1 + Math.abs(difference))));
    }
  }

  @Test
  void aFitExplainsTheValuesBetterThanItsStart() {
    double[][] places = places(OBSERVED);
    KernelFit fit = new KernelFit(SPACE, places, values(places), false);
    double before = -fit.negativeEvidence(fit.vector(fit.initial()), new double[8]);
    assertThat(fit.from(fit.initial(), 40).evidence()).isGreaterThan(before + 5);
  }
}
