package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.wiring.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table that somebody else makes and changes, {@code ?create=false}: its columns are compared
 * with the record, its keys and its engine are its owner's. Nothing of it is ever changed. Owned by
 * the pipeline thread.
 */
final class ForeignTable {
  private static final Set<String> READ_ONLY =
      Set.of("Merge", "View", "LiveView", "WindowView", "Dictionary", "S3Queue", "AzureQueue");

  private final Client client;
  private final RecordTable table;
  private final TableSchema schema;

  ForeignTable(Client client, RecordTable table) {
    this.client = client;
    this.table = table;
    this.schema = new TableSchema(client, table);
  }

  /**
   * The table, ready for rows.
   *
   * @param recorded what the document says of it, or null
   * @throws SinkException with {@code Stop} when there is none, or it does not fit
   */
  TargetTable require(@Nullable SinkPosition recorded) throws SinkException {
    RowLayout layout = RowLayout.of(table);
    TableSchema.Found found = schema.find();
    if (found == null) {
      throw SinkException.stop(name() + " does not exist. " + wayOut());
    }
    if (recorded != null && !found.identity().equals(recorded.identity())) {
      throw SinkException.stop(
          name()
              + " is not the one that the checkpoint speaks of: what was ingested would be missing."
              + " Put it back from a backup, or begin anew with 'checkpoint reset'.");
    }
    Comparison comparison = compare(found);
    if (!comparison.differences().isEmpty()) {
      throw SinkException.stop(
          name()
              + " does not fit its records: "
              + String.join("; ", comparison.differences())
              + ". "
              + wayOut());
    }
    // By which expression it is split is not known here, nor over how many partitions a block goes.
    boolean isCountable = found.partitionKey().isEmpty();
    TokenWindow window = isCountable ? schema.window(found) : new TokenWindow(0, Duration.ZERO);
    return new TargetTable(
        table, layout, found.identity(), found.isConstrained(), window, comparison.row());
  }

  /** What {@code check} tells of it. */
  List<Finding> findings() throws SinkException {
    RowLayout.of(table);
    String what = "table '" + table.name() + "'";
    TableSchema.Found found = schema.find();
    if (found == null) {
      return List.of(Finding.fails(what, "does not exist. " + wayOut()));
    }
    Comparison comparison = compare(found);
    if (!comparison.differences().isEmpty()) {
      return List.of(
          Finding.fails(
              what,
              "does not fit its records: "
                  + String.join("; ", comparison.differences())
                  + ". "
                  + wayOut()));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok(what, "fits its records; it is never changed from here"));
    comparison.losses().forEach(loss -> findings.add(Finding.weak(what, loss)));
    return findings;
  }

  /**
   * How the table compares with its records.
   *
   * @param row its columns, as far as the record has them
   * @param differences why it cannot be written
   * @param losses what it does not keep
   */
  private record Comparison(ColumnFit row, List<String> differences, List<String> losses) {}

  private Comparison compare(TableSchema.Found found) throws SinkException {
    List<String> differences = new ArrayList<>();
    if (READ_ONLY.contains(found.engine()) || found.engine().startsWith("Iceberg")) {
      differences.add("its engine " + found.engine() + " takes no rows");
    }
    Map<String, String> columns = schema.columns();
    ColumnFits fits = new ColumnFits();
    List<ColumnFit> parts = new ArrayList<>();
    for (Column column : table.columns()) {
      String type = columns.get(column.name());
      ColumnFit part = type == null ? null : fits.of(column, type);
      if (type == null) {
        differences.add("column '" + column.name() + "' is missing, or computed");
      } else if (part == null) {
        differences.add(
            "column '" + column.name() + "' is " + type + ", the record has " + Sql.type(column));
      } else {
        parts.add(part);
      }
    }
    columns.forEach(
        (column, type) -> {
          if (!table.columnNames().contains(column) && !type.startsWith("Nullable(")) {
            differences.add("column '" + column + "' is not in the record, and has no default");
          }
        });
    String version = table.target().version();
    List<String> losses = new ArrayList<>(fits.losses());
    if (version != null && !found.engine().endsWith("ReplacingMergeTree")) {
      losses.add("keeps every version of a row: its engine is " + found.engine());
    }
    ColumnFit row = ColumnFit.of(table.name(), ColumnFit.Form.PLAIN, table.columnNames(), parts);
    return new Comparison(row, differences, losses);
  }

  private String name() {
    return "Table '" + table.name() + "' in " + client.url();
  }

  private static String wayOut() {
    return "Nothing is made or changed from here (create=false): let the owner of the tables do"
        + " so, or change the record.";
  }
}
