/**
 * Who chooses what is tried next, one file an algorithm.
 *
 * <p>A sampler keeps nothing: what it chooses follows from the trials so far, the trial's number
 * and the generator it is given. So a search that was interrupted goes on as if it had not been.
 */
@NullMarked
package dev.temper.sampler;

import org.jspecify.annotations.NullMarked;
