package dev.temper.store;

import dev.temper.study.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes that come at the same time in one transaction.
 *
 * <p>Whoever has a change queues it and waits for the lock. Who gets the lock makes all changes
 * that queue by then; the others find theirs made when they get it. So a change alone waits for
 * nobody, and many together pay for one commit. A change that is refused by its own fault takes no
 * other with it: the transaction is undone and each is made alone.
 */
final class GroupCommit {

  /** So that a transaction stays short for the other processes. */
  private static final int MOST = 200;

  private final Database database;
  private final String store;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Pending<?>> queue = new ConcurrentLinkedQueue<>();
  private boolean closed;

  /**
   * Over a database.
   *
   * @param store what it is called in messages
   */
  GroupCommit(Database database, String store) {
    this.database = database;
    this.store = store;
  }

  /** A change, which may be made more than once until it is kept. */
  @FunctionalInterface
  interface Change<T> {
    T in(Transaction transaction);
  }

  /**
   * Makes a change; it is kept when this returns.
   *
   * @throws IllegalArgumentException if the change says so; then nothing is changed
   * @throws StoreException if it cannot be kept
   */
  <T> T make(Change<T> change) {
    Pending<T> pending = new Pending<>(change);
    queue.add(pending);
    lock.lock();
    try {
      while (!pending.settled) {
        commit(next());
      }
    } finally {
      lock.unlock();
    }
    return pending.result();
  }

  /** Waits for the changes under way; later ones are refused. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private List<Pending<?>> next() {
    List<Pending<?>> batch = new ArrayList<>();
    while (batch.size() < MOST) {
      Pending<?> pending = queue.poll();
      if (pending == null) {
        break;
      }
      batch.add(pending);
    }
    return batch;
  }

  private void commit(List<Pending<?>> batch) {
    try {
      if (closed) {
        throw new StoreException("The store '" + store + "' is closed.");
      }
      database.write(
          handle -> {
            Transaction transaction = new Transaction(handle, database, store);
            batch.forEach(pending -> pending.make(transaction));
            transaction.finish();
            return true;
          });
      batch.forEach(Pending::settle);
    } catch (StoreException e) {
      batch.forEach(pending -> pending.fail(new StoreException(String.valueOf(e.getMessage()), e)));
    } catch (RuntimeException | Error e) {
      if (batch.size() > 1) {
        batch.forEach(pending -> commit(List.of(pending)));
      } else {
        batch.get(0).fail(e instanceof JdbiException refused ? database.refusal(refused) : e);
      }
    }
  }

  /** A change and what has come of it. */
  private static final class Pending<T> {

    private final Change<T> change;
    private @Nullable T result;
    private @Nullable Throwable failure;
    private boolean settled;

    Pending(Change<T> change) {
      this.change = change;
    }

    void make(Transaction transaction) {
      failure = null;
      try {
        result = change.in(transaction);
      } catch (IllegalArgumentException e) {
        failure = e;
      }
    }

    void settle() {
      settled = true;
    }

    void fail(Throwable cause) {
      failure = cause;
      settled = true;
    }

    T result() {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
      if (result == null) {
        throw new IllegalStateException("A change must give a result.");
      }
      return result;
    }
  }
}
