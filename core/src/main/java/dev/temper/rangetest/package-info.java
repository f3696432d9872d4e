/**
 * The learning-rate range test: the experiment, its curve, the rules that read it, and the bounds
 * that follow.
 *
 * <p>Rules see a recorded curve only; nothing here knows an engine.
 */
@NullMarked
package dev.temper.rangetest;

import org.jspecify.annotations.NullMarked;
