/**
 * The samplers on public problems with known optima, beside the recorded figures of a peer, and the
 * pruners on recorded learning curves.
 *
 * <p>Test functions, tables of real trainings, real learning curves and a surrogate of some; none
 * trains anything.
 */
@NullMarked
package dev.temper.bench.search;

import org.jspecify.annotations.NullMarked;
