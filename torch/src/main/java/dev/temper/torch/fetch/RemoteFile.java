package dev.temper.torch.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A file to fetch.
 *
 * @param address where it lies; http or https
 * @param bytes its published size, to tell how far a download is; the checksum decides
 * @param checksum of the whole file
 */
public record RemoteFile(URI address, long bytes, Checksum checksum) {

  private static final String ARCHIVE = ".tar.gz";

  /** The last part of the address, by which the file is kept. */
  public String name() {
    String path = address.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether it must be unpacked. */
  public boolean isArchive() {
    return name().endsWith(ARCHIVE);
  }

  /** The same file below another address. */
  RemoteFile from(String base) {
    try {
      URI uri = new URI(base.endsWith("/") ? base : base + "/").resolve(name());
      String scheme = uri.getScheme();
      if (uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
        return new RemoteFile(uri, bytes, checksum);
      }
    } catch (URISyntaxException e) {
      throw refusal(base, e);
    }
    throw refusal(base, null);
  }

  private static IllegalArgumentException refusal(String base, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "The address (" + base + ") must begin with http:// or https:// and name a host.", cause);
  }
}
