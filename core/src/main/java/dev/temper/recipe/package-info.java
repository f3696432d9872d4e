/**
 * The disciplined procedure: the experiments in their order, what each decided, and why.
 *
 * <p>Engine-free: everything is done through a task and its sessions. Writes no files and prints
 * nothing.
 */
@NullMarked
package dev.temper.recipe;

import org.jspecify.annotations.NullMarked;
