package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.RecoverableSink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables in a ClickHouse database. A batch is one insert a table, which carries the token of the
 * batch: where a table remembers tokens, a block that is sent again is refused, and is there once.
 *
 * <p>Owned by the pipeline thread.
 */
final class ClickHouseSink implements RecoverableSink {
  private static final Logger LOGGER = System.getLogger(ClickHouseSink.class.getName());

  /** Nothing is guessed, filled in or left out; and one block an insert here, too. */
  private static final Map<String, String> JSON_SETTINGS =
      Map.of(
          "date_time_input_format", "best_effort",
          "input_format_null_as_default", "0",
          "input_format_skip_unknown_fields", "0",
          "input_format_parallel_parsing", "0",
          "max_partitions_per_insert_block", "0");

  private final Client client;
  private final Map<String, RecordTable> wanted;
  private final Map<String, TargetTable> tables = new LinkedHashMap<>();

  ClickHouseSink(Client client, Map<String, RecordTable> wanted) {
    this.client = client;
    this.wanted = wanted;
  }

  @Override
  public String description() {
    return client.url().toString();
  }

  @Override
  public SinkKind kind() {
    return tables.values().stream()
            .anyMatch(table -> table.kind(client.url().isAsync()) == SinkKind.DEDUP)
        ? SinkKind.DEDUP
        : SinkKind.NEITHER;
  }

  @Override
  public SinkKind kind(SinkTarget target) {
    TargetTable table = tables.get(target.name());
    return table == null ? kind() : table.kind(client.url().isAsync());
  }

  @Override
  public void recover(Map<String, SinkPosition> recorded) throws SinkException {
    for (RecordTable table : wanted.values()) {
      SinkPosition known = recorded.get(positionName(table));
      TargetTable target =
          client.url().isForeign()
              ? new ForeignTable(client, table).require(known)
              : new TableSchema(client, table).establish(known);
      boolean isWarning = target.kind(client.url().isAsync()) == SinkKind.NEITHER;
      LOGGER.log(isWarning ? Level.WARNING : Level.INFO, target.note(client.url().isAsync()));
      tables.put(table.name(), target);
    }
  }

  @Override
  public ClickHouseBatch newBatch() {
    return new ClickHouseBatch(tables, client.url().compression());
  }

  @Override
  public ClickHouseBatch decode(byte[] encoded) throws SinkException {
    try {
      return ClickHouseBatch.decode(encoded);
    } catch (IOException | IllegalArgumentException e) {
      throw new SinkException(
          Verdict.STOP, "The redo record is not of this version: run the former one once", e);
    }
  }

  @Override
  public void write(SinkBatch batch) throws SinkException {
    ClickHouseBatch rows = (ClickHouseBatch) batch;
    String unfit = rows.unfit();
    if (unfit != null) {
      throw new SinkException(Verdict.SPLIT, unfit, null);
    }
    // A table that checks values may refuse: before another table has its rows, that is definite.
    List<Block> blocks =
        rows.unwritten().stream().sorted(Comparator.comparing(this::isUnconstrained)).toList();
    for (Block block : blocks) {
      insert(rows, block);
      rows.markWritten(block);
    }
  }

  @Override
  public Map<String, SinkPosition> positions() {
    Map<String, SinkPosition> positions = new LinkedHashMap<>();
    tables
        .values()
        .forEach(
            table ->
                positions.put(
                    positionName(table.table()), new SinkPosition(table.identity(), 0, 0)));
    return positions;
  }

  @Override
  public void close() {
    // The connections of the HTTP client close themselves when nobody holds it.
  }

  private boolean isUnconstrained(Block block) {
    TargetTable table = tables.get(block.table());
    return table == null || !table.isConstrained();
  }

  private void insert(ClickHouseBatch rows, Block block) throws SinkException {
    Http.Answer answer = client.insert(block, settings(rows.token(block)));
    if (answer.refusal().isEmpty()) {
      return;
    }
    Refusal refusal = answer.refusal().get();
    RecordTable table = wanted.get(block.table());
    if (refusal.isUnreadable() && table != null) {
      requireUnchanged(table);
    }
    Verdict verdict = refusal.ofInsert();
    if (verdict instanceof Verdict.Split && rows.isPartlyWritten()) {
      throw client.insertFailed(
          Verdict.STOP,
          block.table(),
          new Refusal(
              refusal.code(),
              refusal.message()
                  + "; another table has its rows of this batch, so that it cannot be split: drop"
                  + " the constraint of one of them"));
    }
    throw client.insertFailed(verdict, block.table(), refusal);
  }

  private void requireUnchanged(RecordTable table) throws SinkException {
    if (client.url().isForeign()) {
      new ForeignTable(client, table).require(positions().get(positionName(table)));
    } else {
      new TableSchema(client, table).requireUnchanged();
    }
  }

  /** Sent with every insert, so that neither a profile nor a new default changes what it means. */
  private Map<String, String> settings(String token) {
    Map<String, String> settings = new HashMap<>();
    settings.put("insert_deduplication_token", token);
    settings.put("insert_deduplicate", "1");
    settings.put("deduplicate_blocks_in_dependent_materialized_views", "1");
    settings.put("async_insert", client.url().isAsync() ? "1" : "0");
    settings.put("wait_for_async_insert", "1");
    settings.put("wait_end_of_query", "1");
    // One block an insert: resent in other pieces, it would be there twice.
    settings.put("max_insert_block_size", Integer.toString(2 * BlockEncoder.ROWS_MAX));
    settings.put("min_insert_block_size_rows", "0");
    settings.put("min_insert_block_size_bytes", "0");
    if (client.url().isForeign()) {
      settings.putAll(JSON_SETTINGS);
    }
    return settings;
  }

  private static String positionName(RecordTable table) {
    return "olap:" + table.name();
  }
}
