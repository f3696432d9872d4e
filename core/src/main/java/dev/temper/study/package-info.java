/**
 * Searches that last: trials with their states, who works on which, and the loop that asks, trains
 * and tells until an exact number of trials is done.
 *
 * <p>Where trials are kept is behind {@link dev.temper.study.StudyStore}; nothing here knows a
 * database or an engine.
 */
@NullMarked
package dev.temper.study;

import org.jspecify.annotations.NullMarked;
