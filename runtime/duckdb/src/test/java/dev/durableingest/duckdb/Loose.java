package dev.durableingest.duckdb;

import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.util.Arrays;
import java.util.List;

/** A record of numbers whose columns a test chooses. */
record Loose(List<Long> values) {

  static Loose of(Long... values) {
    return new Loose(Arrays.asList(values));
  }

  /** A resource that appends to table {@code loose}. */
  static ResourceBinding<Loose, Loose, Long> resource(Column... columns) {
    return resource("", columns);
  }

  /** The same with a version, ordered by {@code id}. */
  static ResourceBinding<Loose, Loose, Long> resource(String version, Column... columns) {
    return Bindings.bind(
        SinkTarget.olapTable("loose", List.of("id"), version, List.of()),
        Loose.class,
        new Codec(List.of(columns)));
  }

  static Column number(String name) {
    return Column.required(name, Scalar.INT64);
  }

  static Column maybe(String name) {
    return Column.nullable(name, Scalar.INT64);
  }

  private record Codec(List<Column> columns) implements RecordCodec<Loose> {
    @Override
    public void check(Loose record) {}

    @Override
    public void write(Loose row, RecordWriter out) {
      for (int i = 0; i < columns.size(); i++) {
        out.field(columns.get(i).name());
        Long value = row.values.get(i);
        if (value == null) {
          out.writeNull();
        } else {
          out.writeLong(value);
        }
      }
    }
  }
}
