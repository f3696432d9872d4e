/**
 * Sensitivity analysis of the learning rate: the same run over a grid of rates and several seeds,
 * and the range of rates that serve as well as the best.
 *
 * <p>Chooses by the validation split only; nothing here knows an engine or looks at the test split.
 */
@NullMarked
package dev.temper.sensitivity;

import org.jspecify.annotations.NullMarked;
