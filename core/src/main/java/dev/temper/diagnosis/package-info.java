/**
 * What can be read from a run: findings with their evidence and what to do about them.
 *
 * <p>Reading sees curves and figures only; what watches a run ends it where its loss has diverged,
 * and decides nothing else.
 */
@NullMarked
package dev.temper.diagnosis;

import org.jspecify.annotations.NullMarked;
