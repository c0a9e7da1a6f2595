package dev.durableingest.clickhouse;

import dev.durableingest.runtime.wiring.RecordCodec;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Writes rows into a buffer, in one of the formats of ClickHouse. Single-threaded. */
interface RowEncoder {

  /** Appends one row. When the codec throws, nothing of it is left in the buffer. */
  <R> void writeRow(RecordCodec<R> codec, R row);

  /** A value that no table holds, in words, or null where there was none yet. */
  @Nullable String unfit();

  /** Counts the partition of the row that was written last, where that can be known. */
  void countInto(PartitionCount partitions);

  /** How many bytes are in the buffer. */
  int length();

  /** Gives everything to a stream, and starts again with an empty buffer. */
  void drainTo(OutputStream out) throws IOException;
}
