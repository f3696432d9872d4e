package dev.temper.sampler;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Sobol's sequence in the unit cube (Sobol 1967) with the direction numbers of Joe and Kuo (2008,
 * new-joe-kuo-6), in Gray code order (Antonov and Saleev 1979), with nested uniform scrambling
 * (Owen 1995) by a hash (Burley 2020).
 *
 * <p>Of the first 2^m points each interval of length 2^-m holds one in every dimension. Any point
 * is computed by itself. Immutable.
 */
final class SobolSequence {

  /** Directions are given for so many dimensions. */
  static final int MOST_DIMENSIONS = 128;

  private static final int BITS = 32;
  private static final double UNIT = 0x1p-32;
  private static final List<int[]> DIRECTIONS = read();

  private final int dimension;
  private final int[] scrambling;

  /**
   * A scrambled sequence.
   *
   * @param dimension 1 to {@link #MOST_DIMENSIONS}
   * @param seed of the scrambling
   * @throws IllegalArgumentException if there are more dimensions
   */
  SobolSequence(int dimension, long seed) {
    this(dimension, new SplittableRandom(seed).ints(dimension).toArray());
  }

  private SobolSequence(int dimension, int[] scrambling) {
    if (dimension < 1 || dimension > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          "The dimensions (" + dimension + ") must be 1 to " + MOST_DIMENSIONS + ".");
    }
    this.dimension = dimension;
    this.scrambling = scrambling;
  }

  /** The sequence as it is defined, which begins with 0. */
  static SobolSequence unscrambled(int dimension) {
    return new SobolSequence(dimension, new int[0]);
  }

  /**
   * A point, in the middle of its cell of 2^-32 where it is scrambled.
   *
   * @param index 0 to below 2^32
   * @return 0 to below 1 in every dimension
   */
  double[] point(long index) {
    long gray = index ^ (index >>> 1);
    double[] point = new double[dimension];
    for (int d = 0; d < dimension; d++) {
      int[] directions = DIRECTIONS.get(d);
      int x = 0;
      for (int bit = 0; bit < BITS; bit++) {
        x ^= (gray >>> bit & 1) == 0 ? 0 : directions[bit];
      }
      boolean scrambled = scrambling.length > 0;
      long cell = Integer.toUnsignedLong(scrambled ? scramble(x, scrambling[d]) : x);
      point[d] = (cell + (scrambled ? 0.5 : 0)) * UNIT;
    }
    return point;
  }

  /** Flips each bit by a hash of the bits above it. */
  private static int scramble(int value, int seed) {
    int x = Integer.reverse(value);
    x ^= x * 0x3d20adea;
    x += seed;
    x *= seed >>> 16 | 1;
    x ^= x * 0x05526c56;
    x ^= x * 0x53a22864;
    return Integer.reverse(x);
  }

  private static List<int[]> read() {
    try (InputStream in =
            Objects.requireNonNull(
                SobolSequence.class.getResourceAsStream("sobol-directions.txt"), "directions");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      int[] first = new int[BITS];
      for (int bit = 0; bit < BITS; bit++) {
        first[bit] = 1 << (BITS - 1 - bit);
      }
      List<int[]> all = new ArrayList<>(List.of(first));
      lines
          .lines()
          .map(line -> Arrays.stream(line.split(" ", -1)).mapToInt(Integer::parseInt).toArray())
          .forEach(numbers -> all.add(directions(numbers)));
      return List.copyOf(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The directions of a dimension by the recurrence of its primitive polynomial.
   *
   * @param numbers the polynomial's inner coefficients as bits, then as many initial numbers as its
   *     degree
   */
  private static int[] directions(int[] numbers) {
    int coefficients = numbers[0];
    int degree = numbers.length - 1;
    int[] directions = new int[BITS];
    for (int bit = 0; bit < BITS; bit++) {
      if (bit < degree) {
        directions[bit] = numbers[bit + 1] << (BITS - 1 - bit);
        continue;
      }
      directions[bit] = directions[bit - degree] ^ (directions[bit - degree] >>> degree);
      for (int k = 1; k < degree; k++) {
        if ((coefficients >>> (degree - 1 - k) & 1) == 1) {
          directions[bit] ^= directions[bit - k];
        }
      }
    }
    return directions;
  }
}
