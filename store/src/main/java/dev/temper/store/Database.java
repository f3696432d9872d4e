package dev.temper.store;

import dev.temper.study.StoreException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** A database that holds a store: what differs between SQLite and PostgreSQL. */
interface Database extends AutoCloseable {

  /**
   * Runs work in one transaction that is kept when this returns; by one thread at a time.
   *
   * @param work may be run again if the connection is lost before anything was kept
   * @throws StoreException if the store cannot be written at all
   * @throws JdbiException if the work itself is refused; then nothing is kept
   */
  <T> T write(Function<Handle, T> work);

  /**
   * Runs work that only reads, all of it as of one moment; by any thread.
   *
   * @throws StoreException if the store cannot be read
   */
  <T> T read(Function<Handle, T> work);

  /** An SQL expression: milliseconds since 1970 by the database's clock. */
  String now();

  /** What to put behind a query so that what it finds stays as it is until the transaction ends. */
  String lock();

  /** Says why something was refused that is no fault of the store as a whole. */
  StoreException refusal(JdbiException cause);

  @Override
  void close();
}
