/**
 * The engine's interface: what training means to everything above it.
 *
 * <p>Holds sessions, hyper-parameters, a run and its record, and several runs at a time. No engine,
 * no schedule arithmetic and no native code may be named here.
 */
@NullMarked
package dev.temper.training;

import org.jspecify.annotations.NullMarked;
