package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.sampler.LimitedMemoryBfgs.Minimum;
import org.junit.jupiter.api.Test;

class LimitedMemoryBfgsTest {

  private static double rosenbrock(double[] x, double[] gradient) {
    double bend = x[1] - x[0] * x[0];
    gradient[0] = -400 * x[0] * bend - 2 * (1 - x[0]);
    gradient[1] = 200 * bend;
    return 100 * bend * bend + (1 - x[0]) * (1 - x[0]);
  }

  @Test
  void followsABentValleyToItsEnd() {
    Minimum found =
        new LimitedMemoryBfgs(LimitedMemoryBfgsTest::rosenbrock, -5, 5, 200, 1e-14)
            .from(new double[] {-1.2, 1});
    assertThat(found.point).containsExactly(new double[] {1, 1}, within(1e-4));
  }

  @Test
  void staysWithinTheBounds() {
    // Within these the least value is where x is at its bound.
    Minimum found =
        new LimitedMemoryBfgs(LimitedMemoryBfgsTest::rosenbrock, -0.5, 0.5, 200, 1e-14)
            .from(new double[] {-0.4, 0.4});
    assertThat(found.point).containsExactly(new double[] {0.5, 0.25}, within(1e-5));
  }

  @Test
  void isNowhereWorseThanItsStart() {
    double[] start = {0.3, 0.1};
    Minimum found =
        new LimitedMemoryBfgs(LimitedMemoryBfgsTest::rosenbrock, -1, 1, 1, 0).from(start);
    assertThat(found.value).isLessThan(rosenbrock(start, new double[2]));
  }
}
