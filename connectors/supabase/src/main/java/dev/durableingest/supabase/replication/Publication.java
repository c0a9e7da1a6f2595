package dev.durableingest.supabase.replication;

import dev.durableingest.runtime.SourceStopException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes and checks a publication, and says which columns it publishes. */
final class Publication {
  private static final String PUBLISHED =
      """
      select n.nspname, c.relname,
             array(select a.attname::text from pg_attribute a
                   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                     and a.attgenerated = '' order by a.attnum) as columns,
             array(select a.attname::text
                   from pg_index i
                   cross join unnest(i.indkey) with ordinality k(attnum, place)
                   join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
                   where i.indrelid = c.oid and i.indisprimary order by k.place) as keys,
             c.reltuples::bigint as estimate
      from pg_publication_tables p
      join pg_namespace n on n.nspname = p.schemaname
      join pg_class c on c.relnamespace = n.oid and c.relname = p.tablename
      where p.pubname = ?
      """;

  private Publication() {}

  /**
   * A table as it is published.
   *
   * @param columns its columns in their order, without generated ones, which are not published
   * @param keys the columns of its primary key, in the key's order
   * @param estimate about how many rows it has; negative when unknown
   */
  record PublishedTable(List<String> columns, List<String> keys, long estimate) {}

  /**
   * Makes sure that the publication is there and has every table.
   *
   * @return the tables, in the given order
   * @throws SourceStopException with the way out
   */
  static Map<TrackedTable, PublishedTable> ensure(
      Connection connection, ReplicationSettings settings, Collection<TrackedTable> tables)
      throws SQLException {
    if (!exists(connection, settings.publication())) {
      create(connection, settings, tables);
    }
    return tables(connection, settings, tables);
  }

  /**
   * Makes sure that the publication has every table.
   *
   * @return the tables, in the given order
   * @throws SourceStopException with the way out
   */
  static Map<TrackedTable, PublishedTable> tables(
      Connection connection, ReplicationSettings settings, Collection<TrackedTable> tables)
      throws SQLException {
    Map<String, PublishedTable> published = read(connection, settings.publication());
    Map<TrackedTable, PublishedTable> found = new LinkedHashMap<>();
    for (TrackedTable table : tables) {
      PublishedTable entry = published.get(table.toString());
      if (entry == null) {
        throw new SourceStopException(
            ("Publication '%s' does not have table %s, so its changes would never come. Run: "
                    + "ALTER PUBLICATION %s ADD TABLE %s;")
                .formatted(
                    settings.publication(),
                    table,
                    Sql.identifier(settings.publication()),
                    table.sql()),
            null);
      }
      if (entry.keys().isEmpty()) {
        throw new SourceStopException(
            "Table %s has no primary key, so a changed row could not be told from another. Add one."
                .formatted(table),
            null);
      }
      found.put(table, entry);
    }
    return found;
  }

  /** Whether there is one of this name. */
  static boolean exists(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select 1 from pg_publication where pubname = ?")) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void create(
      Connection connection, ReplicationSettings settings, Collection<TrackedTable> tables)
      throws SQLException {
    String sql =
        "CREATE PUBLICATION "
            + Sql.identifier(settings.publication())
            + " FOR TABLE "
            + tables.stream().map(TrackedTable::sql).collect(Collectors.joining(", "));
    if (!settings.create()) {
      throw new SourceStopException(
          "Publication '%s' does not exist. Run: %s; or allow it with --create-missing true."
              .formatted(settings.publication(), sql),
          null);
    }
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new SourceStopException(
          ("Publication '%s' does not exist and cannot be made: %s. Let an owner of the "
                  + "tables run: %s;")
              .formatted(settings.publication(), SqlFailures.firstLine(e), sql),
          e);
    }
  }

  private static Map<String, PublishedTable> read(Connection connection, String publication)
      throws SQLException {
    Map<String, PublishedTable> published = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(PUBLISHED)) {
      statement.setString(1, publication);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          published.put(
              rows.getString(1) + "." + rows.getString(2),
              new PublishedTable(texts(rows, 3), texts(rows, 4), rows.getLong(5)));
        }
      }
    }
    return published;
  }

  private static List<String> texts(ResultSet rows, int column) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (Object element : (Object[]) rows.getArray(column).getArray()) {
      texts.add((String) element);
    }
    return List.copyOf(texts);
  }
}
