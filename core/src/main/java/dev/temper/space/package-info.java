/**
 * What is searched over: parameters with their ranges and scales, and which of them exist under
 * which choices of others.
 *
 * <p>Knows nothing of trials, of who chooses values and of how they are kept.
 */
@NullMarked
package dev.temper.space;

import org.jspecify.annotations.NullMarked;
