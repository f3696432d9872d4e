/**
 * The temper command: options in, results out.
 *
 * <p>Checks everything before anything is written; decides nothing that a library user could not.
 */
@NullMarked
package dev.temper.cli;

import org.jspecify.annotations.NullMarked;
