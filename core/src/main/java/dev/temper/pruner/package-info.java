/**
 * Which trials are not worth going on with: rules that end or pause a trial by what it and the
 * others have reported so far.
 *
 * <p>Knows nothing of who trains, of samplers and of how reports are kept.
 */
@NullMarked
package dev.temper.pruner;

import org.jspecify.annotations.NullMarked;
