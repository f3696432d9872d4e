/**
 * Searches over how a network is trained: what a configuration means for a training run, and what
 * the range test knows before the first trial.
 */
@NullMarked
package dev.temper.search;

import org.jspecify.annotations.NullMarked;
