/**
 * Data sets in native memory: the built-in digits, IDX folders and CSV files, checked while they
 * are read.
 *
 * <p>Knows neither models nor training; the features are tensors from the moment they are read.
 */
@NullMarked
package dev.temper.torch.data;

import org.jspecify.annotations.NullMarked;
