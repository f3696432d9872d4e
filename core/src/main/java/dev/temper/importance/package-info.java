/**
 * Which parameters of a search matter: how much of the objective's variance each explains.
 *
 * <p>Knows spaces and values; knows nothing of studies and of how it is shown.
 */
@NullMarked
package dev.temper.importance;

import org.jspecify.annotations.NullMarked;
