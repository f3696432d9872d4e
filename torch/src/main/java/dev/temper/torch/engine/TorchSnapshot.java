package dev.temper.torch.engine;

import dev.temper.training.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Copies of a session's state tensors, and its counters. */
final class TorchSnapshot implements Snapshot {

  final TorchSession session;
  final List<Tensor> copies = new ArrayList<>();
  final long batches;
  final long clippedUpdates;
  private final long iteration;
  private boolean closed;

  TorchSnapshot(
      TorchSession session, List<Tensor> state, long iteration, long batches, long clippedUpdates) {
    this.session = session;
    this.iteration = iteration;
    this.batches = batches;
    this.clippedUpdates = clippedUpdates;
    try (PointerScope scope = new PointerScope()) {
      for (Tensor tensor : state) {
        Tensor copy = tensor.clone();
        copy.retainReference();
        copies.add(copy);
      }
    }
  }

  @Override
  public long iteration() {
    return iteration;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      copies.forEach(Tensor::close);
    }
  }
}
