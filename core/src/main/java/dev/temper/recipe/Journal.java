package dev.temper.recipe;

import java.io.IOException;
import java.util.Optional;

/**
 * Where a procedure's experiments are kept as they finish, so that one that was killed goes on from
 * the last of them.
 *
 * <p>A procedure asks for every experiment before it makes it. All its choices follow from its
 * experiments, so that one that finds its first experiments here ends as one that was never
 * interrupted.
 */
public interface Journal {

  /** Keeps nothing and knows nothing. */
  Journal NONE =
      new Journal() {
        @Override
        public Optional<Experiment> find(String key) {
          return Optional.empty();
        }

        @Override
        public void add(Experiment experiment) {}
      };

  /** The experiment of this {@linkplain Experiment#key key}, if it was kept. */
  Optional<Experiment> find(String key);

  /**
   * Keeps an experiment. When this returns, the experiment outlives the process.
   *
   * @throws IOException if it cannot be kept
   */
  void add(Experiment experiment) throws IOException;
}
