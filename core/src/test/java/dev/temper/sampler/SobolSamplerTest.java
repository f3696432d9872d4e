package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.space.Space;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SobolSamplerTest extends SamplerContract {

  @Override
  Sampler sampler() {
    return Sampler.sobol(5);
  }

  @Test
  void followsTheSequenceByTheNumberOfTheTrial() {
    Space space = SamplerContract.cube(3);
    SobolSequence sequence = new SobolSequence(3, 5);
    for (long number : new long[] {0, 1, 2, 77}) {
      assertThat(
              sampler().next(new History(space, List.of()), number, new SplittableRandom(number)))
          .contains(space.at(sequence.point(number)));
    }
  }
}
