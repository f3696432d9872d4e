package dev.temper.torch.data;

/** Too many images cannot be decoded; the message is one line that names the first. */
public final class UnreadableImagesException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  UnreadableImagesException(String message) {
    super(message);
  }
}
