package dev.durableingest.clickhouse;

import dev.durableingest.clickhouse.ColumnFit.Form;
import dev.durableingest.runtime.sink.JsonRecordWriter;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSONEachRow for a table that somebody else made, and finds the values that
 * ClickHouse would wrap or cut off. Single-threaded.
 */
final class JsonRowWriter implements RowEncoder, RecordWriter {
  private final ColumnFit row;
  private final JsonRecordWriter json = new JsonRecordWriter();
  private final Deque<Place> outer = new ArrayDeque<>();
  private Place place;
  private @Nullable String unfit;

  /** Where in a row the next value stands: the column that is nested there, and what comes next. */
  private static final class Place {
    private final ColumnFit fit;
    private String field = "";
    private int values;

    Place(ColumnFit fit) {
      this.fit = fit;
    }

    ColumnFit next() {
      if (!fit.names().isEmpty()) {
        return fit.field(field);
      }
      // A list has one kind of values, a map keys and values in turn.
      return fit.parts().get(values++ % fit.parts().size());
    }
  }

  /**
   * @param row the columns, as the fields of a nested record
   */
  JsonRowWriter(ColumnFit row) {
    this.row = row;
    this.place = new Place(row);
  }

  @Override
  public <R> void writeRow(RecordCodec<R> codec, R record) {
    outer.clear();
    place = new Place(row);
    // By way of this writer, whose values go on to the other.
    json.writeLine(new Checked<>(codec, this), record);
  }

  @Override
  public @Nullable String unfit() {
    return unfit;
  }

  @Override
  public void countInto(PartitionCount partitions) {
    // By what its owner splits the table is not known.
  }

  @Override
  public int length() {
    return json.length();
  }

  @Override
  public void drainTo(OutputStream out) throws IOException {
    ByteBuffer bytes = json.bytes();
    out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    json.clear();
  }

  @Override
  public void field(String name) {
    place.field = name;
    json.field(name);
  }

  @Override
  public void writeNull() {
    place.next();
    json.writeNull();
  }

  @Override
  public void writeString(String value) {
    ColumnFit fit = place.next();
    if (fit.most() < Long.MAX_VALUE && value.getBytes(StandardCharsets.UTF_8).length > fit.most()) {
      refuse(fit, value.length() + " characters");
    }
    json.writeString(value);
  }

  @Override
  public void writeBoolean(boolean value) {
    place.next();
    json.writeBoolean(value);
  }

  @Override
  public void writeLong(long value) {
    requireWithin(value, value);
    json.writeLong(value);
  }

  @Override
  public void writeFloat(float value) {
    place.next();
    json.writeFloat(value);
  }

  @Override
  public void writeDouble(double value) {
    place.next();
    json.writeDouble(value);
  }

  @Override
  public void writeDecimal(BigDecimal value, int precision, int scale) {
    place.next();
    json.writeDecimal(value, precision, scale);
  }

  @Override
  public void writeTimestamp(Instant value) {
    requireWithin(value.getEpochSecond(), value);
    json.writeTimestamp(value);
  }

  @Override
  public void writeDate(LocalDate value) {
    requireWithin(value.toEpochDay(), value);
    json.writeDate(value);
  }

  @Override
  public void writeUuid(UUID value) {
    place.next();
    json.writeUuid(value);
  }

  @Override
  public void writeBytes(byte[] value) {
    place.next();
    json.writeBytes(value);
  }

  @Override
  public void writeEnum(String name) {
    place.next();
    json.writeEnum(name);
  }

  @Override
  public void writeJson(String value) {
    ColumnFit fit = place.next();
    if (fit.form() == Form.TEXT) {
      json.writeString(value);
      return;
    }
    if (!value.stripLeading().startsWith("{")) {
      refuse(fit, "JSON that is no object");
    }
    json.writeJson(value);
  }

  @Override
  public void beginList(int size) {
    enter();
    json.beginList(size);
  }

  @Override
  public void endList() {
    json.endList();
    place = outer.pop();
  }

  @Override
  public void beginMap(int size) {
    enter();
    json.beginMap(size);
  }

  @Override
  public void endMap() {
    json.endMap();
    place = outer.pop();
  }

  @Override
  public void beginStruct() {
    enter();
    if (place.fit.form() == Form.ARRAY_OF_ONE) {
      json.beginList(1);
    }
    json.beginStruct();
  }

  @Override
  public void endStruct() {
    json.endStruct();
    if (place.fit.form() == Form.ARRAY_OF_ONE) {
      json.endList();
    }
    place = outer.pop();
  }

  private void enter() {
    ColumnFit fit = place.next();
    outer.push(place);
    place = new Place(fit);
  }

  private void requireWithin(long number, Object value) {
    ColumnFit fit = place.next();
    if (!fit.holds(number)) {
      refuse(fit, value.toString());
    }
  }

  private void refuse(ColumnFit fit, String value) {
    String column = outer.isEmpty() ? place.field : outer.peekLast().field;
    unfit = "Column '" + column + "' is " + fit.type() + ", which does not hold " + value;
  }

  /** Writes a record through a writer that looks at its values. */
  private record Checked<R>(RecordCodec<R> codec, RecordWriter through) implements RecordCodec<R> {
    @Override
    public List<Column> columns() {
      return codec.columns();
    }

    @Override
    public void check(R record) {}

    @Override
    public void write(R record, RecordWriter out) {
      codec.write(record, through);
    }
  }
}
