package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts over how many partitions the rows of one block spread, from their encoded form. A block
 * may have 100; and a window of tokens counts a block once for each.
 *
 * <p>Partitions are told apart by 64 bits of a hash, so that one in many billion blocks may have a
 * partition more than was counted.
 */
final class PartitionCount {
  /** What ClickHouse accepts in one block, by default. */
  static final int PARTITIONS_MAX = 100;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final RecordTable table;
  private final int[] fields;
  private final Set<Long> seen = new HashSet<>();

  PartitionCount(RecordTable table) {
    this.table = table;
    List<String> names = table.columnNames();
    this.fields = table.target().partitionBy().stream().mapToInt(names::indexOf).toArray();
  }

  /** Whether a column splits the table by the months of its values. */
  static boolean isByMonth(RecordTable table, String column) {
    return table.columns().stream()
        .filter(candidate -> candidate.name().equals(column))
        .anyMatch(found -> found.type() == Scalar.TIMESTAMP || found.type() == Scalar.DATE);
  }

  /** How many partitions a block of this table may have. */
  static int max(RecordTable table) {
    return table.target().partitionBy().isEmpty() ? 1 : PARTITIONS_MAX;
  }

  /** Counts the row that was written last. */
  void add(RowBinaryWriter rows) {
    if (fields.length == 0) {
      return;
    }
    long hash = FNV_START;
    for (int field : fields) {
      Column column = table.columns().get(field);
      int start = rows.fieldStart(field);
      int end = rows.fieldEnd(field);
      int valueStart = column.nullable() ? start + 1 : start;
      if (valueStart < end && column.type() == Scalar.DATE) {
        hash = mix(hash, month((int) INTS.get(rows.bytes(), valueStart)));
      } else if (valueStart < end && column.type() == Scalar.TIMESTAMP) {
        long micros = (long) LONGS.get(rows.bytes(), valueStart);
        hash = mix(hash, month(Math.floorDiv(micros, MICROS_PER_DAY)));
      } else {
        for (int i = start; i < end; i++) {
          hash = mix(hash, rows.bytes()[i]);
        }
      }
      hash = mix(hash, end - start);
    }
    seen.add(hash);
  }

  /** Over how many partitions the rows spread. */
  int count() {
    return seen.size();
  }

  private static long month(long epochDay) {
    LocalDate day = LocalDate.ofEpochDay(epochDay);
    return day.getYear() * 12L + day.getMonthValue();
  }

  private static long mix(long hash, long value) {
    return (hash ^ value) * FNV_PRIME;
  }
}
