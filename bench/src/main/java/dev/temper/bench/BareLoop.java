package dev.temper.bench;

import dev.temper.torch.data.Dataset;
import dev.temper.training.Split;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The network 64-128-128-10 trained by LibTorch's own modules and optimizer: the least that the
 * same work takes without a session.
 */
final class BareLoop {

  private static final double LEARNING_RATE = 0.01;
  private static final double MOMENTUM = 0.9;

  private final Tensor features;
  private final Tensor labels;
  private final int batchSize;
  private final LinearImpl first = new LinearImpl(64, 128);
  private final LinearImpl second = new LinearImpl(128, 128);
  private final LinearImpl third = new LinearImpl(128, 10);
  private final SGD optimizer;

  BareLoop(Dataset data, int batchSize) {
    this.features = data.features(Split.TRAINING).flatten(1, -1);
    this.labels = data.labels(Split.TRAINING);
    this.batchSize = batchSize;
    TensorVector parameters = new TensorVector();
    for (LinearImpl layer : List.of(first, second, third)) {
      for (long i = 0; i < layer.parameters().size(); i++) {
        parameters.push_back(layer.parameters().get(i));
      }
    }
    SGDOptions options = new SGDOptions(LEARNING_RATE);
    options.momentum().put(MOMENTUM);
    optimizer = new SGD(parameters, options);
  }

  /** Makes updates and returns the last loss. */
  double run(int updates) {
    double loss = Double.NaN;
    long batches = labels.size(0) / batchSize;
    Tensor order = torch.randperm(labels.size(0));
    for (int i = 0; i < updates; i++) {
      try (PointerScope scope = new PointerScope()) {
        Tensor indices = order.narrow(0, i % batches * batchSize, batchSize);
        Tensor x = features.index_select(0, indices);
        Tensor y = labels.index_select(0, indices);
        optimizer.zero_grad();
        Tensor scores = third.forward(torch.relu(second.forward(torch.relu(first.forward(x)))));
        Tensor value = torch.cross_entropy_loss(scores, y);
        value.backward();
        optimizer.step();
        loss = value.item_double();
      }
    }
    return loss;
  }
}
