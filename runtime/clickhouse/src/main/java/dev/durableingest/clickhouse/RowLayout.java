package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.ColumnType.ListType;
import dev.durableingest.runtime.wiring.ColumnType.MapType;
import dev.durableingest.runtime.wiring.ColumnType.StructType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a record, or of a nested one, may be null: RowBinary puts a byte before the value
 * of such a field, and of no other.
 */
final class RowLayout {
  private static final RowLayout EMPTY = new RowLayout(List.of());

  private final boolean[] nullable;
  // The nested record in a field, directly or in a list or map; there is at most one.
  private final RowLayout[] nested;

  private RowLayout(List<Column> fields) {
    nullable = new boolean[fields.size()];
    nested = new RowLayout[fields.size()];
    for (int i = 0; i < fields.size(); i++) {
      nullable[i] = fields.get(i).nullable();
      StructType struct = struct(fields.get(i).type());
      nested[i] = struct == null ? EMPTY : new RowLayout(struct.fields());
    }
  }

  /**
   * The layout of a table's rows.
   *
   * @throws SinkException with {@code Stop} when a list or map may be null, which ClickHouse cannot
   *     say
   */
  static RowLayout of(RecordTable table) throws SinkException {
    requireLists(table, table.columns());
    return new RowLayout(table.columns());
  }

  boolean isNullable(int field) {
    return nullable[field];
  }

  RowLayout nested(int field) {
    return nested[field];
  }

  private static @Nullable StructType struct(ColumnType type) {
    if (type instanceof ListType list) {
      return struct(list.element());
    }
    if (type instanceof MapType map) {
      return struct(map.value());
    }
    return type instanceof StructType struct ? struct : null;
  }

  private static void requireLists(RecordTable table, List<Column> fields) throws SinkException {
    for (Column field : fields) {
      boolean isCollection = field.type() instanceof ListType || field.type() instanceof MapType;
      if (isCollection && field.nullable()) {
        throw SinkException.stop(
            "Table '"
                + table.name()
                + "': '"
                + field.name()
                + "' is a "
                + field.type()
                + " that may be null, and ClickHouse has no Nullable(Array) or Nullable(Map). Give"
                + " the record an empty one instead of null.");
      }
      StructType struct = struct(field.type());
      if (struct != null) {
        requireLists(table, struct.fields());
      }
    }
  }
}
