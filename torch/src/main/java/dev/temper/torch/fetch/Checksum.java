package dev.temper.torch.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a file's bytes must add up to, as it was published. MD5 guards against damage and mistakes,
 * not against a forger; some publishers give no other.
 *
 * @param algorithm as Java names it: {@code MD5} or {@code SHA-256}
 * @param hex the sum in lower case
 */
public record Checksum(String algorithm, String hex) {

  /** A sum by its length: 32 digits are MD5, 64 SHA-256. */
  static Checksum parse(String hex) {
    return new Checksum(hex.length() == 32 ? "MD5" : "SHA-256", hex);
  }

  /** Whether a file adds up to this. */
  boolean matches(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(algorithm + " is missing in this Java.", e);
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        digest.update(buffer, 0, length);
      }
    }
    return HexFormat.of().formatHex(digest.digest()).equals(hex);
  }
}
