package dev.temper.torch.model;

import java.util.List;

/** Builds a LibTorch module of one's own. */
@FunctionalInterface
public interface ModuleFactory {
  /**
   * A module with fresh weights. What it draws meanwhile comes from the session's seed.
   *
   * @param shape the shape of one example, (channels, height, width) or (features)
   * @param outputs the scores it must give for each example: as many as there are classes, or 1 for
   *     regression
   * @throws IllegalArgumentException if it cannot take such examples
   */
  ForwardModule create(List<Long> shape, int outputs);
}
