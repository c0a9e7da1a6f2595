package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.sink.table.TableComparison;
import dev.durableingest.runtime.wiring.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a table, or compares the one that is there with what the records need, and adds what may be
 * added. Owned by the pipeline thread.
 */
final class TableSchema {
  private static final Set<String> COMPUTED = Set.of("MATERIALIZED", "ALIAS", "EPHEMERAL");

  private final Client client;
  private final RecordTable table;

  TableSchema(Client client, RecordTable table) {
    this.client = client;
    this.table = table;
  }

  /**
   * A table as it is in ClickHouse.
   *
   * @param identity its random name, which ClickHouse gave it
   * @param engine its engine
   * @param definition its engine with keys and settings
   * @param sortingKey its sorting key
   * @param partitionKey its partition key, or empty
   * @param isConstrained whether it checks the values of rows
   */
  record Found(
      String identity,
      String engine,
      String definition,
      String sortingKey,
      String partitionKey,
      boolean isConstrained) {}

  /**
   * Brings the table in line with the records.
   *
   * @param recorded what the document says of it, or null
   * @throws SinkException with {@code Stop} when it is another table, or does not fit
   */
  TargetTable establish(@Nullable SinkPosition recorded) throws SinkException {
    RowLayout layout = RowLayout.of(table);
    Found found = find();
    if (recorded != null && (found == null || !found.identity().equals(recorded.identity()))) {
      throw SinkException.stop(
          "Table '"
              + table.name()
              + "' in "
              + client.url()
              + (found == null
                  ? " has been dropped since the checkpoint was saved"
                  : " is not the one that the checkpoint speaks of")
              + ": what was ingested would be missing. Put it back from a backup, or begin anew"
              + " with 'checkpoint reset'.");
    }
    if (found == null) {
      create();
      found = find();
    }
    if (found == null) {
      throw SinkException.stop(
          "Table '"
              + table.name()
              + "' was made in "
              + client.url()
              + ", but user '"
              + client.url().user()
              + "' does not see it. Grant SHOW on it.");
    }
    for (Column column : requireAdditive(found).additions()) {
      client.execute(
          "Adding column '" + column.name() + "' to table '" + table.name() + "'",
          Sql.addColumn(client.url().database(), table, column),
          typeSettings());
    }
    return target(layout, found);
  }

  /** Compares the table with its records; changes nothing. Empty where there is none. */
  Optional<TableComparison> compare() throws SinkException {
    RowLayout.of(table);
    Found found = find();
    return found == null ? Optional.empty() : Optional.of(compare(found));
  }

  /** The table as it is; empty where there is none. */
  Optional<TargetTable> look() throws SinkException {
    Found found = find();
    return found == null ? Optional.empty() : Optional.of(target(RowLayout.of(table), found));
  }

  private TargetTable target(RowLayout layout, Found found) throws SinkException {
    return new TargetTable(
        table, layout, found.identity(), found.isConstrained(), window(found), null);
  }

  /**
   * Checks that the table is still as it was established.
   *
   * @throws SinkException with {@code Stop} and the difference when it is not
   */
  void requireUnchanged() throws SinkException {
    Found found = find();
    if (found == null) {
      throw SinkException.stop(
          "Table '"
              + table.name()
              + "' in "
              + client.url()
              + " has been dropped. Put it back from"
              + " a backup, or begin anew with 'checkpoint reset'.");
    }
    List<Column> missing = requireAdditive(found).additions();
    if (!missing.isEmpty()) {
      throw SinkException.stop(
          "Table '"
              + table.name()
              + "' in "
              + client.url()
              + " has lost column '"
              + missing.get(0).name()
              + "' while it was written to. Start again, and it is added anew.");
    }
  }

  private void create() throws SinkException {
    client.execute(
        "Making table '" + table.name() + "'",
        Sql.create(
            client.url().database(), table, TokenWindow.BLOCKS_MIN * PartitionCount.PARTITIONS_MAX),
        typeSettings());
  }

  /** Only a nested record that may be null needs a setting, which older servers do not have. */
  private Map<String, String> typeSettings() {
    boolean needed =
        table.columns().stream().anyMatch(column -> Sql.type(column).contains("Nullable(Tuple("));
    return needed ? Map.of("enable_nullable_tuple_type", "1") : Map.of();
  }

  private TableComparison compare(Found found) throws SinkException {
    Map<String, String> wanted =
        table.columns().stream().collect(Collectors.toMap(Column::name, Sql::type));
    String version = table.target().version();
    return new TableComparison(table)
        .columns(wanted, columns(), Sql::fits)
        .property(
            "engine",
            version == null ? "MergeTree" : "ReplacingMergeTree(" + version + ")",
            engine(found, version))
        .property("ORDER BY", Sql.sortingKey(table), bareKey(found.sortingKey()))
        .property("PARTITION BY", Sql.partitionKey(table), bareKey(found.partitionKey()));
  }

  private TableComparison requireAdditive(Found found) throws SinkException {
    return compare(found)
        .requireAdditive(
            client.url().toString(),
            "Change the record back, alter the table while nothing runs, or name another"
                + " database.");
  }

  /** The engine without replication and parameters, but for the version that matters. */
  private static String engine(Found found, @Nullable String version) {
    String bare = found.engine().replaceFirst("^(Replicated|Shared)", "");
    boolean hasVersion =
        version != null
            && found
                .definition()
                .replace("`", "")
                .matches("(?s)\\w+\\((?:'[^']*', '[^']*', )?" + version + "\\).*");
    return hasVersion ? bare + "(" + version + ")" : bare;
  }

  /** A key without quotes, and without the parentheses that may stand around the whole. */
  private static String bareKey(String key) {
    String plain = key.replace("`", "");
    int depth = 0;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0 && i < plain.length() - 1) {
        return plain;
      }
    }
    return plain.startsWith("(") ? plain.substring(1, plain.length() - 1) : plain;
  }

  /** The table as it is, or null where there is none. */
  @Nullable Found find() throws SinkException {
    List<List<String>> rows =
        client.rows(
            "Looking at table '" + table.name() + "'",
            "SELECT toString(uuid), engine, engine_full, sorting_key, partition_key,"
                + " toString(create_table_query LIKE '% CONSTRAINT %') FROM system.tables WHERE "
                + where("name"),
            6);
    if (rows.isEmpty()) {
      return null;
    }
    List<String> row = rows.get(0);
    return new Found(
        row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), row.get(5).equals("1"));
  }

  /** Types by column, without those that ClickHouse computes or that have a default. */
  Map<String, String> columns() throws SinkException {
    Set<String> own = Set.copyOf(table.columnNames());
    Map<String, String> columns = new LinkedHashMap<>();
    for (List<String> row :
        client.rows(
            "Looking at the columns of table '" + table.name() + "'",
            "SELECT name, type, default_kind FROM system.columns WHERE "
                + where("table")
                + " ORDER BY position",
            3)) {
      boolean isComputed = COMPUTED.contains(row.get(2));
      boolean isFilledIn = !row.get(2).isEmpty() && !own.contains(row.get(0));
      if (!isComputed && !isFilledIn) {
        columns.put(row.get(0), row.get(1));
      }
    }
    return columns;
  }

  /** How long the table remembers blocks. */
  TokenWindow window(Found found) throws SinkException {
    String settings =
        TokenWindow.isReplicated(found.engine())
            ? "system.replicated_merge_tree_settings"
            : "system.merge_tree_settings";
    Map<String, String> defaults = new LinkedHashMap<>();
    for (List<String> row :
        client.rows(
            "Reading the settings of tables",
            "SELECT name, value FROM "
                + settings
                + " WHERE name IN ("
                + TokenWindow.settingNames()
                + ")",
            2)) {
      defaults.put(row.get(0), row.get(1));
    }
    return TokenWindow.of(found.engine(), found.definition(), defaults);
  }

  private String where(String nameColumn) {
    return "database = "
        + Sql.text(client.url().database())
        + " AND "
        + nameColumn
        + " = "
        + Sql.text(table.name());
  }
}
