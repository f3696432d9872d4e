/**
 * Measurements that the documentation quotes, as programs anyone can run again.
 *
 * <p>Machines are noisy: what is compared runs in turns in one process, and medians are told.
 */
@NullMarked
package dev.temper.bench;

import org.jspecify.annotations.NullMarked;
