package dev.temper.torch.data;

/** Hears how far the opening of a data set is. Called in the thread that opens it. */
public interface DataListener {

  /** Hears nothing. */
  DataListener NONE = new DataListener() {};

  /**
   * So many images of so many are decoded; told every now and then, at the end too.
   *
   * @param done 1 or more
   * @param images how many there are
   */
  default void onImages(long done, long images) {}

  /** Something the user should know of what was read; one line. */
  default void onNote(String line) {}
}
