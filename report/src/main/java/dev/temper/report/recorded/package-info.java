/**
 * Curves that runs left behind, Temper's own and those of other programs, read from their files.
 *
 * <p>Reads CSV and TensorBoard event files into the curves of the core; judges nothing and writes
 * nothing.
 */
@NullMarked
package dev.temper.report.recorded;

import org.jspecify.annotations.NullMarked;
