package dev.temper.torch.data;

/** An image of bytes: channel by channel, row by row. */
final class Pixels {

  final int channels;
  final int height;
  final int width;
  final byte[] values;

  Pixels(int channels, int height, int width) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.values = new byte[Math.multiplyExact(channels, Math.multiplyExact(height, width))];
  }
}
