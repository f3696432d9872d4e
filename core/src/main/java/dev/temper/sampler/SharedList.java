package dev.temper.sampler;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * An immutable list that shares all but a small part with the one it came from: elements stand in
 * chunks, and a list with one more, or another one, copies a chunk and the list of chunks.
 */
final class SharedList<E> extends AbstractList<E> implements RandomAccess {

  /** Elements in a chunk; about the square root of as many as there may be. */
  private static final int CHUNK = 512;

  /** All full but the last. */
  private final Object[][] chunks;

  private final int size;

  private SharedList(Object[][] chunks, int size) {
    this.chunks = chunks;
    this.size = size;
  }

  /** A copy. */
  static <E> SharedList<E> of(List<? extends E> elements) {
    Object[] all = elements.toArray();
    Object[][] chunks = new Object[(all.length + CHUNK - 1) / CHUNK][];
    for (int i = 0; i < chunks.length; i++) {
      int from = i * CHUNK;
      chunks[i] = Arrays.copyOfRange(all, from, Math.min(all.length, from + CHUNK));
    }
    return new SharedList<>(chunks, all.length);
  }

  /** This and one more. */
  SharedList<E> and(E next) {
    int last = size / CHUNK;
    Object[][] more = Arrays.copyOf(chunks, last + 1);
    more[last] = last < chunks.length ? Arrays.copyOf(more[last], size % CHUNK + 1) : new Object[1];
    more[last][size % CHUNK] = next;
    return new SharedList<>(more, size + 1);
  }

  /** This with another element at an index from 0 to below the size. */
  SharedList<E> with(int index, E other) {
    Object[][] changed = chunks.clone();
    Object[] chunk = changed[Objects.checkIndex(index, size) / CHUNK].clone();
    chunk[index % CHUNK] = other;
    changed[index / CHUNK] = chunk;
    return new SharedList<>(changed, size);
  }

  @Override
  @SuppressWarnings("unchecked")
  public E get(int index) {
    return (E) chunks[Objects.checkIndex(index, size) / CHUNK][index % CHUNK];
  }

  @Override
  public int size() {
    return size;
  }
}
