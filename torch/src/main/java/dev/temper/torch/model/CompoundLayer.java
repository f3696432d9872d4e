package dev.temper.torch.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A layer that arranges others; its tensors are theirs, in the order of its parts. */
interface CompoundLayer extends Layer {

  /** What it arranges, in the order of their tensors. */
  List<Layer> parts();

  @Override
  default List<Layer> leaves() {
    return parts().stream().flatMap(part -> part.leaves().stream()).toList();
  }

  @Override
  default List<Tensor> parameters() {
    return parts().stream().flatMap(part -> part.parameters().stream()).toList();
  }

  @Override
  default List<Tensor> buffers() {
    return parts().stream().flatMap(part -> part.buffers().stream()).toList();
  }
}
