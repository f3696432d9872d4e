package dev.temper.torch.model;

import org.bytedeco.pytorch.GeneratorOptional;

/**
 * How a forward pass is to be made.
 *
 * @param training whether dropout is active and BatchNorm uses and updates batch statistics
 * @param generator the session's random source, for dropout; never the library's global one
 */
public record Pass(boolean training, GeneratorOptional generator) {}
