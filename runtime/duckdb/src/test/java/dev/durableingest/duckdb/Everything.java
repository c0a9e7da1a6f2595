package dev.durableingest.duckdb;

import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType.DecimalType;
import dev.durableingest.runtime.wiring.ColumnType.EnumType;
import dev.durableingest.runtime.wiring.ColumnType.ListType;
import dev.durableingest.runtime.wiring.ColumnType.MapType;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.ColumnType.StructType;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A record with every type that a column can have; all but the id may be null. */
record Everything(
    long id,
    @Nullable String text,
    @Nullable Boolean flag,
    @Nullable Byte tiny,
    @Nullable Short small,
    @Nullable Integer middle,
    @Nullable Long big,
    @Nullable Float single,
    @Nullable Double real,
    @Nullable BigDecimal price,
    @Nullable BigDecimal cents,
    @Nullable BigDecimal pence,
    @Nullable BigDecimal shares,
    @Nullable Instant at,
    @Nullable LocalDate day,
    @Nullable UUID uuid,
    byte @Nullable [] bytes,
    @Nullable DayOfWeek weekday,
    @Nullable String json,
    @Nullable List<String> tags,
    @Nullable List<List<Long>> grid,
    @Nullable Map<String, BigDecimal> amounts,
    @Nullable Place place,
    @Nullable List<Place> places) {

  /** A nested record, which holds one itself. */
  record Place(@Nullable String name, double latitude, @Nullable Instant seen, Shelf shelf) {}

  /** A nested record that holds a list. */
  record Shelf(int number, List<UUID> items) {}

  private static final StructType SHELF =
      new StructType(
          List.of(
              Column.required("number", Scalar.INT32),
              Column.required("items", new ListType(Scalar.UUID))));
  private static final StructType PLACE =
      new StructType(
          List.of(
              Column.nullable("name", Scalar.STRING),
              Column.required("latitude", Scalar.FLOAT64),
              Column.nullable("seen", Scalar.TIMESTAMP),
              Column.required("shelf", SHELF)));

  static final class Codec implements RecordCodec<Everything> {
    @Override
    public List<Column> columns() {
      return List.of(
          Column.required("id", Scalar.INT64),
          Column.nullable("text", Scalar.STRING),
          Column.nullable("flag", Scalar.BOOLEAN),
          Column.nullable("tiny", Scalar.INT8),
          Column.nullable("small", Scalar.INT16),
          Column.nullable("middle", Scalar.INT32),
          Column.nullable("big", Scalar.INT64),
          Column.nullable("single", Scalar.FLOAT32),
          Column.nullable("real", Scalar.FLOAT64),
          Column.nullable("price", new DecimalType(38, 18)),
          Column.nullable("cents", new DecimalType(18, 2)),
          Column.nullable("pence", new DecimalType(9, 2)),
          Column.nullable("shares", new DecimalType(4, 2)),
          Column.nullable("at", Scalar.TIMESTAMP),
          Column.nullable("day", Scalar.DATE),
          Column.nullable("uuid", Scalar.UUID),
          Column.nullable("bytes", Scalar.BYTES),
          Column.nullable(
              "weekday",
              new EnumType(Arrays.stream(DayOfWeek.values()).map(DayOfWeek::name).toList())),
          Column.nullable("json", Scalar.JSON),
          Column.nullable("tags", new ListType(Scalar.STRING)),
          Column.nullable("grid", new ListType(new ListType(Scalar.INT64))),
          Column.nullable("amounts", new MapType(Scalar.STRING, new DecimalType(38, 18))),
          Column.nullable("place", PLACE),
          Column.nullable("places", new ListType(PLACE)));
    }

    @Override
    public void check(Everything record) {}

    @Override
    public void write(Everything row, RecordWriter out) {
      out.field("id");
      out.writeLong(row.id);
      value(out, "text", row.text, out::writeString);
      value(out, "flag", row.flag, out::writeBoolean);
      value(out, "tiny", row.tiny, out::writeByte);
      value(out, "small", row.small, out::writeShort);
      value(out, "middle", row.middle, out::writeInt);
      value(out, "big", row.big, out::writeLong);
      value(out, "single", row.single, out::writeFloat);
      value(out, "real", row.real, out::writeDouble);
      value(out, "price", row.price, v -> out.writeDecimal(v, 38, 18));
      value(out, "cents", row.cents, v -> out.writeDecimal(v, 18, 2));
      value(out, "pence", row.pence, v -> out.writeDecimal(v, 9, 2));
      value(out, "shares", row.shares, v -> out.writeDecimal(v, 4, 2));
      value(out, "at", row.at, out::writeTimestamp);
      value(out, "day", row.day, out::writeDate);
      value(out, "uuid", row.uuid, out::writeUuid);
      value(out, "bytes", row.bytes, out::writeBytes);
      value(out, "weekday", row.weekday, v -> out.writeEnum(v.name()));
      value(out, "json", row.json, out::writeJson);
      value(out, "tags", row.tags, v -> list(out, v, out::writeString));
      value(out, "grid", row.grid, v -> list(out, v, line -> list(out, line, out::writeLong)));
      value(out, "amounts", row.amounts, v -> amounts(out, v));
      value(out, "place", row.place, v -> place(out, v));
      value(out, "places", row.places, v -> list(out, v, element -> place(out, element)));
    }

    private static <T> void value(
        RecordWriter out, String name, @Nullable T value, Consumer<T> write) {
      out.field(name);
      if (value == null) {
        out.writeNull();
      } else {
        write.accept(value);
      }
    }

    private static <T> void list(RecordWriter out, List<T> values, Consumer<T> write) {
      out.beginList(values.size());
      values.forEach(write);
      out.endList();
    }

    private static void amounts(RecordWriter out, Map<String, BigDecimal> amounts) {
      out.beginMap(amounts.size());
      amounts.forEach(
          (key, amount) -> {
            out.writeString(key);
            out.writeDecimal(amount, 38, 18);
          });
      out.endMap();
    }

    private static void place(RecordWriter out, Place place) {
      out.beginStruct();
      value(out, "name", place.name, out::writeString);
      value(out, "latitude", place.latitude, out::writeDouble);
      value(out, "seen", place.seen, out::writeTimestamp);
      out.field("shelf");
      out.beginStruct();
      value(out, "number", place.shelf.number, out::writeInt);
      value(out, "items", place.shelf.items, v -> list(out, v, out::writeUuid));
      out.endStruct();
      out.endStruct();
    }
  }
}
