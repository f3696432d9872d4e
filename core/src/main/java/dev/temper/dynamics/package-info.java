/**
 * Training dynamics: the same small problem trained in many ways, each shown as a small picture of
 * its accuracy by epoch.
 *
 * <p>What is trained, how, and the curves; nothing here knows an engine or draws.
 */
@NullMarked
package dev.temper.dynamics;

import org.jspecify.annotations.NullMarked;
