package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.torch.model.TensorValues;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order of the data is a shuffle of every epoch, and a function of seed and number alone. */
class DataOrderTest {

  @Test
  void eachEpochDrawsWithoutReplacement() {
    try (DataOrder order = new DataOrder(20, 6, 1)) {
      assertThat(order.batchesPerEpoch()).isEqualTo(3);
      List<Double> drawn = epoch(order, 0);
      assertThat(drawn).hasSize(18).doesNotHaveDuplicates().allMatch(i -> i >= 0 && i < 20);
      assertThat(epoch(order, 1)).hasSize(18).doesNotHaveDuplicates().isNotEqualTo(drawn);
    }
  }

  @Test
  void anEpochOfEvenBatchesHasEveryExample() {
    try (DataOrder order = new DataOrder(20, 5, 1)) {
      for (long epoch = 0; epoch < 3; epoch++) {
        assertThat(epoch(order, epoch))
            .containsExactlyInAnyOrderElementsOf(
                IntStream.range(0, 20).mapToObj(i -> (double) i).toList());
      }
    }
  }

  @Test
  void batchesCanBeAskedForOutOfOrder() {
    try (DataOrder order = new DataOrder(20, 6, 1);
        DataOrder other = new DataOrder(20, 6, 1)) {
      List<double[]> forwards = new ArrayList<>();
      for (long batch = 0; batch < 9; batch++) {
        forwards.add(TensorValues.of(order.batch(batch)));
      }
      for (long batch = 8; batch >= 0; batch--) {
        assertThat(TensorValues.of(other.batch(batch))).isEqualTo(forwards.get((int) batch));
      }
    }
  }

  @Test
  void theSeedFixesTheOrder() {
    try (DataOrder order = new DataOrder(1000, 500, 1);
        DataOrder same = new DataOrder(1000, 500, 1);
        DataOrder other = new DataOrder(1000, 500, 2)) {
      assertThat(epoch(same, 0)).isEqualTo(epoch(order, 0));
      assertThat(epoch(other, 0)).isNotEqualTo(epoch(order, 0));
    }
  }

  private static List<Double> epoch(DataOrder order, long epoch) {
    List<Double> indices = new ArrayList<>();
    for (long batch = 0; batch < order.batchesPerEpoch(); batch++) {
      for (double index : TensorValues.of(order.batch(epoch * order.batchesPerEpoch() + batch))) {
        indices.add(index);
      }
    }
    return indices;
  }
}
