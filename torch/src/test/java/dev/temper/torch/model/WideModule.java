package dev.temper.torch.model;

import org.bytedeco.pytorch.BatchNorm1dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A LibTorch module as a user writes one. */
public final class WideModule extends Module {

  private final LinearImpl first;
  private final LinearImpl last;
  private @Nullable BatchNorm1dImpl norm;
  private @Nullable DropoutImpl drop;

  /** A module of one hidden layer, with BatchNorm and dropout where that is above 0. */
  public WideModule(long inputs, long outputs, double dropout) {
    first = register_module("first", new LinearImpl(inputs, 32));
    last = register_module("last", new LinearImpl(32, outputs));
    if (dropout > 0) {
      norm = register_module("norm", new BatchNorm1dImpl(new BatchNormOptions(32)));
      drop = register_module("drop", new DropoutImpl(dropout));
    }
  }

  /** Scores of a batch. */
  public Tensor forward(Tensor examples) {
    Tensor x = first.forward(examples.flatten(1, -1));
    x = norm == null ? x.relu() : norm.forward(x).relu();
    return last.forward(drop == null ? x : drop.forward(x));
  }

  /** The same as a model. */
  public static Model model(double dropout) {
    return Model.ofModule(
        "wide",
        (shape, outputs) -> {
          long inputs = shape.stream().reduce(1L, (a, b) -> a * b);
          WideModule module = new WideModule(inputs, outputs, dropout);
          return new ForwardModule(module, module::forward);
        });
  }
}
