/**
 * Summaries of numbers that several experiments need.
 *
 * <p>Pure arithmetic; depends on no other package. Nothing here may know what the numbers measure.
 */
@NullMarked
package dev.temper.statistics;

import org.jspecify.annotations.NullMarked;
