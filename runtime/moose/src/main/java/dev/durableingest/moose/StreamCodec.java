package dev.durableingest.moose;

import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.ColumnType.ListType;
import dev.durableingest.runtime.wiring.ColumnType.MapType;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.ColumnType.StructType;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.UnfitRecordException;
import java.util.List;

/**
 * A codec that also refuses what no reader of a Moose topic can use: what fills tables from topics
 * drops a field of another form without a word, and the column gets its type's default.
 *
 * @param codec the codec of the record
 * @param <R> the record type
 */
record StreamCodec<R>(RecordCodec<R> codec) implements RecordCodec<R> {

  /** The codec of a stream: the same where every value has a form that Moose reads. */
  static <R> RecordCodec<R> of(RecordCodec<R> codec) {
    boolean isDoubtful = codec.columns().stream().anyMatch(column -> isDoubtful(column.type()));
    return isDoubtful ? new StreamCodec<>(codec) : codec;
  }

  @Override
  public List<Column> columns() {
    return codec.columns();
  }

  @Override
  public void check(R record) throws UnfitRecordException {
    codec.check(record);
    FormCheck forms = new FormCheck();
    codec.write(record, forms);
    String problem = forms.problem();
    if (problem != null) {
      throw new UnfitRecordException(problem);
    }
  }

  @Override
  public void write(R record, RecordWriter out) {
    codec.write(record, out);
  }

  /** Floats may be no numbers, and JSON may be no object. */
  private static boolean isDoubtful(ColumnType type) {
    if (type instanceof ListType list) {
      return isDoubtful(list.element());
    }
    if (type instanceof MapType map) {
      return isDoubtful(map.value());
    }
    if (type instanceof StructType struct) {
      return struct.fields().stream().anyMatch(field -> isDoubtful(field.type()));
    }
    return type == Scalar.FLOAT32 || type == Scalar.FLOAT64 || type == Scalar.JSON;
  }
}
