package dev.temper.cli;

import dev.temper.torch.data.DataListener;

/** Shows on stderr what is noticed in data that is opened, and how far that is if it takes time. */
final class OpeningProgress implements DataListener, AutoCloseable {

  /** What is done sooner needs no progress. */
  private static final long PATIENCE_NANOS = 1_000_000_000;

  private final Progress progress;
  private final long began = System.nanoTime();
  private boolean shown;

  OpeningProgress(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void onImages(long done, long images) {
    if (!shown && System.nanoTime() - began > PATIENCE_NANOS) {
      shown = true;
      progress.begin("images", images, done);
    }
    if (shown) {
      progress.onTrial(done, "");
    }
  }

  @Override
  public void onNote(String line) {
    progress.onNote(line);
  }

  @Override
  public void close() {
    progress.close();
  }
}
