package dev.temper.store;

import dev.temper.study.StoreException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where a PostgreSQL database is.
 *
 * @param url without user and password
 * @param properties of the connections, user and password among them
 * @param shown what may stand in messages
 */
record PostgresAddress(String url, Properties properties, String shown) {

  private static final String SCHEMA = "temper";

  /** After so many seconds without an answer a connection counts as lost. */
  private static final String ANSWER_SECONDS = "60";

  private static final String CONNECT_SECONDS = "10";

  /**
   * Reads {@code postgresql://user:password@host:port/database?name=value}, with {@code jdbc:}
   * before it or without.
   *
   * @throws StoreException if it has another form; one line without the password
   */
  static PostgresAddress of(String location) {
    Properties given = new Properties();
    String rest = location.replaceFirst("(?i)^(jdbc:)?postgres(ql)?:", "");
    String url = "jdbc:postgresql:" + rest;
    int authority = rest.startsWith("//") ? 2 : 0;
    int end = rest.indexOf('/', authority);
    int at = rest.lastIndexOf('@', end < 0 ? rest.length() : end);
    if (authority > 0 && at >= 0) {
      String[] user = rest.substring(authority, at).split(":", 2);
      url = "jdbc:postgresql://" + rest.substring(at + 1);
      PGProperty.USER.set(given, decoded(user[0]));
      if (user.length > 1) {
        PGProperty.PASSWORD.set(given, decoded(user[1]));
      }
    }
    Properties parsed = parsed(url, given);
    if (parsed == null) {
      throw new StoreException(
          "The store ("
              + withoutSecrets(url)
              + ") must be of the form postgresql://user:password@host:port/database.");
    }
    Properties properties = new Properties();
    properties.putAll(given);
    byDefault(parsed, properties, PGProperty.CURRENT_SCHEMA, SCHEMA);
    byDefault(parsed, properties, PGProperty.APPLICATION_NAME, SCHEMA);
    byDefault(parsed, properties, PGProperty.CONNECT_TIMEOUT, CONNECT_SECONDS);
    byDefault(parsed, properties, PGProperty.SOCKET_TIMEOUT, ANSWER_SECONDS);
    byDefault(parsed, properties, PGProperty.TCP_KEEP_ALIVE, "true");
    return new PostgresAddress(url, properties, withoutSecrets(url));
  }

  /** The schema of the tables. */
  String schema() {
    Properties parsed = parsed(url, properties);
    String schemas = parsed == null ? null : PGProperty.CURRENT_SCHEMA.getOrDefault(parsed);
    return schemas == null ? SCHEMA : schemas.split(",", 2)[0].strip();
  }

  private static @Nullable Properties parsed(String url, Properties given) {
    return Driver.parseURL(url, given);
  }

  private static void byDefault(
      Properties parsed, Properties properties, PGProperty property, String value) {
    if (!parsed.containsKey(property.getName())) {
      property.set(properties, value);
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String withoutSecrets(String url) {
    int query = url.indexOf('?');
    return JsonTree.shortened(
        (query < 0 ? url : url.substring(0, query)).substring("jdbc:".length()));
  }
}
