/**
 * The optimal learning rate estimated from how the weights move, without a Hessian.
 *
 * <p>Sees a session only; nothing here knows an engine or reads a range test.
 */
@NullMarked
package dev.temper.rateestimate;

import org.jspecify.annotations.NullMarked;
