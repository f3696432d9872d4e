/**
 * What each iteration trains with: learning rate, momentum and weight decay as functions of the
 * iteration.
 *
 * <p>Pure arithmetic; depends on no other package. Nothing here may train or measure, and nothing
 * changes: what heeds measurements gives a new curve for each.
 */
@NullMarked
package dev.temper.schedule;

import org.jspecify.annotations.NullMarked;
