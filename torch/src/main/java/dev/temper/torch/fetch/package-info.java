/**
 * Fetches published data sets over the network: which there are, downloads that go on where they
 * were cut off, checksums, unpacking.
 *
 * <p>Knows nothing of what is in them; {@code dev.temper.torch.data} reads what this leaves behind.
 */
@NullMarked
package dev.temper.torch.fetch;

import org.jspecify.annotations.NullMarked;
