package dev.temper.store;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Keeps the prepared statements of one connection for the next time, since SQLite takes longer to
 * prepare a short one than to run it. For a few texts that come again and again, by one thread at a
 * time; the statements end with the connection.
 */
final class KeptStatements implements StatementBuilder {

  private final StatementBuilder others = new DefaultStatementBuilder();
  private final Map<String, PreparedStatement> idle = new HashMap<>();
  private final IdentityHashMap<Statement, String> used = new IdentityHashMap<>();

  @Override
  public Statement create(Connection connection, StatementContext context) throws SQLException {
    return others.create(connection, context);
  }

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    PreparedStatement statement = kept == null ? others.create(connection, sql, context) : kept;
    used.put(statement, sql);
    return statement;
  }

  @Override
  public CallableStatement createCall(Connection connection, String sql, StatementContext context)
      throws SQLException {
    return others.createCall(connection, sql, context);
  }

  /** Ends what the statement does, if its rows were read, and forgets what was bound to it. */
  @Override
  public void close(Connection connection, String sql, Statement statement) throws SQLException {
    String text = used.remove(statement);
    if (text == null || idle.containsKey(text) || !(statement instanceof PreparedStatement kept)) {
      others.close(connection, sql, statement);
      return;
    }
    kept.getMoreResults();
    kept.clearBatch();
    kept.clearParameters();
    idle.put(text, kept);
  }
}
