/**
 * The samplers on public problems with known optima, beside the recorded figures of a peer.
 *
 * <p>Test functions, tables of real trainings and a surrogate of learning curves; none trains
 * anything.
 */
@NullMarked
package dev.temper.bench.search;

import org.jspecify.annotations.NullMarked;
