/**
 * Training on LibTorch: the session, its memory layout, its optimizers and its order of the data.
 *
 * <p>The only place that owns native state across calls.
 */
@NullMarked
package dev.temper.torch.engine;

import org.jspecify.annotations.NullMarked;
