package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.wiring.RecordCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Encodes and compresses the rows of one table as they are added. Single-threaded. */
final class BlockEncoder {
  /** More rows in one insert could become two blocks, and two tokens. */
  static final int ROWS_MAX = 1_000_000;

  private static final int DRAINED_BYTES = 48 * 1024;

  private final RecordTable table;
  private final Compression compression;
  private final RowFormat format;
  private final RowEncoder rows;
  private final PartitionCount partitions;
  private final Pieces pieces = new Pieces();
  private final OutputStream out;
  private int rowCount;

  BlockEncoder(TargetTable target, Compression compression) {
    this.table = target.table();
    this.compression = compression;
    this.partitions = new PartitionCount(table);
    ColumnFit foreign = target.foreign();
    if (foreign == null) {
      this.rows = new RowBinaryWriter(target.layout(), table.columns().size());
      this.format = RowFormat.ROW_BINARY;
    } else {
      this.rows = new JsonRowWriter(foreign);
      this.format = RowFormat.JSON_EACH_ROW;
    }
    try {
      this.out = compression.over(pieces);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail", e);
    }
  }

  /** Adds a row. */
  <R> void add(RecordCodec<R> codec, R row) {
    rows.writeRow(codec, row);
    rows.countInto(partitions);
    rowCount++;
    if (rows.length() >= DRAINED_BYTES) {
      try {
        rows.drainTo(out);
      } catch (IOException e) {
        throw new UncheckedIOException("Memory does not fail", e);
      }
    }
  }

  /** How many bytes its rows keep: compressed, but for the last of them. */
  long bytes() {
    return pieces.length() + rows.length();
  }

  /** Whether another event could make it more than one insert can take. */
  boolean isFull() {
    return rowCount >= ROWS_MAX || 2 * partitions.count() >= PartitionCount.PARTITIONS_MAX;
  }

  /** A value that no ClickHouse table holds, in words, or null. */
  @Nullable String unfit() {
    return rows.unfit();
  }

  /** The block; nothing may be added afterwards. */
  Block finish() {
    try {
      rows.drainTo(out);
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail", e);
    }
    return new Block(
        table.name(), table.columnNames(), format, compression, pieces.toPieces(), pieces.length());
  }
}
