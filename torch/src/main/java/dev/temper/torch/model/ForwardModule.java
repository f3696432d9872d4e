package dev.temper.torch.model;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/**
 * A LibTorch module and its forward pass, which the Java class {@code Module} has no method for.
 *
 * @param module holds parameters, buffers and whether it is in training
 * @param forward from a batch, of shape (batch, …shape of one example), to scores, of shape (batch,
 *     outputs)
 */
public record ForwardModule(Module module, UnaryOperator<Tensor> forward) {}
