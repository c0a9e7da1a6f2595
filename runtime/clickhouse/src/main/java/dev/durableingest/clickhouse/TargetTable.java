package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.table.RecordTable;
import org.jspecify.annotations.Nullable;

/**
 * A table that is ready for rows.
 *
 * @param table what the resources want of it
 * @param layout how its rows are written
 * @param identity its random name, which ClickHouse gave it
 * @param isConstrained whether it checks the values of rows
 * @param window how long it remembers blocks
 * @param foreign its columns where somebody else made it, and rows go as JSON; null for ours
 */
record TargetTable(
    RecordTable table,
    RowLayout layout,
    String identity,
    boolean isConstrained,
    TokenWindow window,
    @Nullable ColumnFit foreign) {

  /** Whether a block that is sent again is refused. */
  SinkKind kind(boolean isAsync) {
    return !isAsync && window.isEnough(PartitionCount.max(table))
        ? SinkKind.DEDUP
        : SinkKind.NEITHER;
  }

  /** What a user should know of how it remembers blocks. */
  String note(boolean isAsync) {
    int partitions = PartitionCount.max(table);
    String name = "Table '" + table.name() + "' ";
    if (isAsync) {
      return name
          + "is written with async_insert=1, which keeps no token per block: after a crash rows may"
          + " be there twice. Leave it out for effectively-once.";
    }
    if (!window.isEnough(partitions)) {
      return name
          + "remembers "
          + (window.tokens() == 0 ? "no blocks" : "only " + window.tokens() + " tokens")
          + ": after a crash rows may be there twice. For effectively-once: "
          + (foreign == null
              ? "ALTER TABLE " + Sql.name(table.name()) + " MODIFY SETTING "
              : "let its owner set ")
          + "non_replicated_deduplication_window = "
          + TokenWindow.BLOCKS_MIN * partitions
          + ".";
    }
    String life =
        window.life().isZero()
            ? ""
            : ", and for outages shorter than " + window.life().toMinutes() + " minutes";
    return name
        + "remembers the last "
        + window.blocks(partitions)
        + " blocks: effectively-once as long as other writers add fewer while a run is down"
        + life
        + ".";
  }
}
