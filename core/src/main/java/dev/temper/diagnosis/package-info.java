/**
 * What can be read from a run: findings with their evidence and what to do about them.
 *
 * <p>Sees curves and figures only; neither trains nor decides.
 */
@NullMarked
package dev.temper.diagnosis;

import org.jspecify.annotations.NullMarked;
