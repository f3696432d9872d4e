package dev.temper.torch.engine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The Euclidean norms of the segments that are adapted, of the parameters and of a second vector.
 *
 * <p>All views are made once; a measurement is one call for each norm and one that hands them over.
 */
final class SegmentNorms implements AutoCloseable {

  private final List<Segment> segments;
  private final List<Tensor> ofParameters = new ArrayList<>();
  private final List<Tensor> ofOther = new ArrayList<>();
  private final List<Tensor> results = new ArrayList<>();
  private final Tensor norms;
  private final Tensor doubles;
  private final DoublePointer values;

  SegmentNorms(FlatParameters parameters, Tensor other) {
    segments = parameters.segments.stream().filter(Segment::adapted).toList();
    try (PointerScope scope = new PointerScope()) {
      norms = kept(torch.zeros(new long[] {2L * segments.size()}, other.options()));
      doubles =
          kept(
              torch.zeros(new long[] {2L * segments.size()}, new TensorOptions(ScalarType.Double)));
      for (int i = 0; i < segments.size(); i++) {
        ofParameters.add(kept(segments.get(i).of(parameters.values)));
        ofOther.add(kept(segments.get(i).of(other)));
        results.add(kept(norms.select(0, 2L * i)));
        results.add(kept(norms.select(0, 2L * i + 1)));
      }
      values = doubles.data_ptr_double();
      values.retainReference();
    }
  }

  private static Tensor kept(Tensor tensor) {
    tensor.retainReference();
    return tensor;
  }

  /** The segments that are adapted, in their order. */
  List<Segment> segments() {
    return segments;
  }

  /** Measures all norms of the present values. */
  void measure() {
    for (int i = 0; i < segments.size(); i++) {
      torch.linalg_vector_norm_out(results.get(2 * i), ofParameters.get(i));
      torch.linalg_vector_norm_out(results.get(2 * i + 1), ofOther.get(i));
    }
    doubles.copy_(norms);
  }

  /** The norm of a segment's parameters as last measured. */
  double ofParameters(int segment) {
    return values.get(2L * segment);
  }

  /** The norm of a segment of the other vector as last measured. */
  double ofOther(int segment) {
    return values.get(2L * segment + 1);
  }

  /** A segment of the other vector, a view. */
  Tensor other(int segment) {
    return ofOther.get(segment);
  }

  @Override
  public void close() {
    ofParameters.forEach(Tensor::close);
    ofOther.forEach(Tensor::close);
    results.forEach(Tensor::close);
    values.close();
    norms.close();
    doubles.close();
  }
}
