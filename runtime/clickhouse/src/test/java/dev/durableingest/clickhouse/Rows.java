package dev.durableingest.clickhouse;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.ColumnType.DecimalType;
import dev.durableingest.runtime.wiring.ColumnType.EnumType;
import dev.durableingest.runtime.wiring.ColumnType.ListType;
import dev.durableingest.runtime.wiring.ColumnType.MapType;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.ColumnType.StructType;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Records whose columns a test chooses, written by the rules of generated codecs. */
final class Rows {
  private Rows() {}

  /**
   * A record.
   *
   * @param values a value a column, or null
   */
  record Row(List<Object> values) {
    static Row of(Object... values) {
      return new Row(Arrays.asList(values));
    }
  }

  /** A resource that writes such records, ordered by the first column, whose name is id. */
  static ResourceBinding<Row, Row, Long> resource(String table, Column... columns) {
    return resource(SinkTarget.olapTable(table, List.of("id"), "", List.of()), columns);
  }

  static ResourceBinding<Row, Row, Long> resource(SinkTarget target, Column... columns) {
    return new ResourceBinding<>(
        ResourceKey.of("some_" + target.name(), Row.class, Long.class),
        row -> ProcessResult.<Row, Long>of(row),
        target,
        new Codec(List.of(columns)),
        row -> 100L,
        OnError.DEAD_LETTER,
        Replay.FROM_CHECKPOINT);
  }

  static Column id() {
    return Column.required("id", Scalar.INT64);
  }

  static RecordCodec<Row> codec(List<Column> columns) {
    return new Codec(columns);
  }

  private record Codec(List<Column> columns) implements RecordCodec<Row> {
    @Override
    public void check(Row record) {}

    @Override
    public void write(Row row, RecordWriter out) {
      fields(columns, row.values, out);
    }
  }

  private static void fields(List<Column> columns, List<?> values, RecordWriter out) {
    for (int i = 0; i < columns.size(); i++) {
      out.field(columns.get(i).name());
      if (values.get(i) == null) {
        out.writeNull();
      } else {
        value(columns.get(i).type(), values.get(i), out);
      }
    }
  }

  private static void value(ColumnType type, Object value, RecordWriter out) {
    if (type instanceof Scalar scalar) {
      scalar(scalar, value, out);
    } else if (type instanceof DecimalType decimal) {
      out.writeDecimal((BigDecimal) value, decimal.precision(), decimal.scale());
    } else if (type instanceof EnumType) {
      out.writeEnum((String) value);
    } else if (type instanceof ListType list) {
      List<?> elements = (List<?>) value;
      out.beginList(elements.size());
      elements.forEach(element -> value(list.element(), element, out));
      out.endList();
    } else if (type instanceof MapType map) {
      Map<?, ?> entries = (Map<?, ?>) value;
      out.beginMap(entries.size());
      entries.forEach(
          (key, mapped) -> {
            value(map.key(), key, out);
            value(map.value(), mapped, out);
          });
      out.endMap();
    } else if (type instanceof StructType struct) {
      out.beginStruct();
      fields(struct.fields(), (List<?>) value, out);
      out.endStruct();
    }
  }

  private static void scalar(Scalar scalar, Object value, RecordWriter out) {
    switch (scalar) {
      case STRING -> out.writeString((String) value);
      case JSON -> out.writeJson((String) value);
      case BOOLEAN -> out.writeBoolean((Boolean) value);
      case INT8 -> out.writeByte((Byte) value);
      case INT16 -> out.writeShort((Short) value);
      case INT32 -> out.writeInt((Integer) value);
      case INT64 -> out.writeLong((Long) value);
      case FLOAT32 -> out.writeFloat((Float) value);
      case FLOAT64 -> out.writeDouble((Double) value);
      case TIMESTAMP -> out.writeTimestamp((Instant) value);
      case DATE -> out.writeDate((LocalDate) value);
      case UUID -> out.writeUuid((UUID) value);
      case BYTES -> out.writeBytes((byte[]) value);
    }
  }
}
