package dev.temper.torch.fetch;

/** Hears how far a fetch is. Called in the thread that fetches. */
public interface FetchListener {

  /** Hears nothing. */
  FetchListener NONE = new FetchListener() {};

  /**
   * A file begins, or goes on.
   *
   * @param file its name
   * @param before bytes that were fetched earlier
   * @param bytes how many it has
   */
  default void onFile(String file, long before, long bytes) {}

  /** So many bytes of the present file are there; told every now and then. */
  default void onBytes(long done) {}

  /** Something went otherwise than planned, as a cut connection; one line. */
  default void onNote(String line) {}
}
