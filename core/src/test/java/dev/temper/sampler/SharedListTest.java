package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedListTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 1024, 1100})
  void holdsWhatItIsMadeOf(int size) {
    List<Integer> elements = IntStream.range(0, size).boxed().toList();
    assertThat(SharedList.of(elements)).isEqualTo(elements).hasSize(size);
  }

  @Test
  void changesAsAnyListAndLeavesThoseBeforeAsTheyWere() {
    SplittableRandom random = new SplittableRandom(5);
    List<Integer> expected = new ArrayList<>();
    SharedList<Integer> list = SharedList.of(expected);
    for (int i = 0; i < 3000; i++) {
      SharedList<Integer> before = list;
      List<Integer> asBefore = List.copyOf(expected);
      if (expected.isEmpty() || random.nextInt(2) == 0) {
        list = list.and(i);
        expected.add(i);
      } else {
        int index = random.nextInt(expected.size());
        list = list.with(index, i);
        expected.set(index, i);
      }
      if (i % 100 == 0) {
        assertThat(before).isEqualTo(asBefore);
      }
    }
    assertThat(list).isEqualTo(expected);
  }

  @Test
  void refusesAnIndexOutsideOfIt() {
    SharedList<Integer> list = SharedList.of(List.of(1, 2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.with(-1, 0));
  }
}
