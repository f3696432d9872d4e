package dev.temper.store;

import dev.temper.study.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes that come at the same time in one transaction.
 *
 * <p>Whoever has a change queues it. Who finds nobody at it makes all changes that queue by then;
 * the others are woken when theirs is made, and one whose is not, to go on. So a change alone waits
 * for nobody, many together pay for one commit, and nobody waits for a commit that has not theirs.
 * A change that is refused by its own fault takes no other with it: the transaction is undone and
 * each is made alone.
 */
final class GroupCommit {

  /** So that a transaction stays short for the other processes. */
  private static final int MOST = 200;

  private final Database database;
  private final String store;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Queue<Pending<?>> queue = new ArrayDeque<>();
  private boolean committing;
  private volatile boolean closed;

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
    lock.lock();
    try {
      Pending<T> pending = new Pending<>(change, lock.newCondition());
      queue.add(pending);
      while (!pending.settled) {
        if (committing) {
          pending.turn.awaitUninterruptibly();
        } else {
          commitNext();
        }
      }
      return pending.result();
    } finally {
      lock.unlock();
    }
  }

  /** Makes what queues, while others queue what comes next. */
  private void commitNext() {
    List<Pending<?>> batch = next();
    committing = true;
    lock.unlock();
    try {
      commit(batch);
    } finally {
      lock.lock();
      committing = false;
      idle.signalAll();
      batch.forEach(pending -> pending.turn.signal());
      Pending<?> first = queue.peek();
      if (first != null) {
        first.turn.signal();
      }
    }
  }

  private List<Pending<?>> next() {
    List<Pending<?>> batch = new ArrayList<>();
    while (batch.size() < MOST && !queue.isEmpty()) {
      batch.add(queue.remove());
    }
    return batch;
  }

  /** Waits for the changes under way; later ones are refused. */
  void close() {
    lock.lock();
    try {
      closed = true;
      while (committing) {
        idle.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
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
    private final Condition turn;
    private @Nullable T result;
    private @Nullable Throwable failure;
    private boolean settled;

    Pending(Change<T> change, Condition turn) {
      this.change = change;
      this.turn = turn;
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
