package dev.durableingest.runtime.wiring;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of a record in column order. Implemented once per sink format (JSON, DuckDB's
 * appender, RowBinary); single-threaded.
 *
 * <p>A record is: for each column {@link #field} followed by exactly one value. A list is {@link
 * #beginList}, its elements, {@link #endList}. A map is {@link #beginMap}, then key, value, key,
 * value …, {@link #endMap}. A struct is {@link #beginStruct}, its fields like a record's, {@link
 * #endStruct}.
 *
 * <p>A writer to which all whole numbers are alike needs only {@link #writeLong}, and one to which
 * an enum is text needs no {@link #writeEnum}.
 *
 * <p>The methods that take a column as well are what generated codecs call: a column with its
 * value, or with null where there is none.
 */
public interface RecordWriter {

  /** The name of the column or struct field whose value comes next. */
  void field(String name);

  /** A null, where the column is nullable. */
  void writeNull();

  /** Text. */
  void writeString(String value);

  /** True or false. */
  void writeBoolean(boolean value);

  /** An {@code INT8} value. */
  default void writeByte(byte value) {
    writeLong(value);
  }

  /** An {@code INT16} value. */
  default void writeShort(short value) {
    writeLong(value);
  }

  /** An {@code INT32} value. */
  default void writeInt(int value) {
    writeLong(value);
  }

  /** An {@code INT64} value. */
  void writeLong(long value);

  /** A {@code FLOAT32} value. */
  void writeFloat(float value);

  /** A {@code FLOAT64} value. */
  void writeDouble(double value);

  /**
   * A decimal that fits its column; the writer sets the scale of the column.
   *
   * @param precision precision of the column
   * @param scale scale of the column
   */
  void writeDecimal(BigDecimal value, int precision, int scale);

  /** A point in time; the writer cuts it to microseconds. */
  void writeTimestamp(Instant value);

  /** A day. */
  void writeDate(LocalDate value);

  /** A UUID. */
  void writeUuid(UUID value);

  /** Bytes; not modified, not kept. */
  void writeBytes(byte[] value);

  /** The name of an enum constant. */
  default void writeEnum(String name) {
    writeString(name);
  }

  /** Text that holds one JSON value. */
  void writeJson(String json);

  /** Starts a list of so many elements. */
  void beginList(int size);

  /** Ends the list. */
  void endList();

  /** Starts a map of so many entries. */
  void beginMap(int size);

  /** Ends the map. */
  void endMap();

  /** Starts a nested record. */
  void beginStruct();

  /** Ends the nested record. */
  void endStruct();

  /** A column of text. */
  default void writeString(String column, @Nullable String value) {
    field(column);
    if (value == null) {
      writeNull();
    } else {
      writeString(value);
    }
  }

  /** A column of true or false. */
  default void writeBoolean(String column, boolean value) {
    field(column);
    writeBoolean(value);
  }

  /** A nullable column of true or false. */
  default void writeBoolean(String column, @Nullable Boolean value) {
    if (value == null) {
      field(column);
      writeNull();
    } else {
      writeBoolean(column, value.booleanValue());
    }
  }

  /** A column of {@code INT8} values. */
  default void writeByte(String column, byte value) {
    field(column);
    writeByte(value);
  }

  /** A nullable column of {@code INT8} values. */
  default void writeByte(String column, @Nullable Byte value) {
    if (value == null) {
      field(column);
      writeNull();
    } else {
      writeByte(column, value.byteValue());
    }
  }

  /** A column of {@code INT16} values. */
  default void writeShort(String column, short value) {
    field(column);
    writeShort(value);
  }

  /** A nullable column of {@code INT16} values. */
  default void writeShort(String column, @Nullable Short value) {
    if (value == null) {
      field(column);
      writeNull();
    } else {
      writeShort(column, value.shortValue());
    }
  }

  /** A column of {@code INT32} values. */
  default void writeInt(String column, int value) {
    field(column);
    writeInt(value);
  }

  /** A nullable column of {@code INT32} values. */
  default void writeInt(String column, @Nullable Integer value) {
    if (value == null) {
      field(column);
      writeNull();
    } else {
      writeInt(column, value.intValue());
    }
  }

  /** A column of {@code INT64} values. */
  default void writeLong(String column, long value) {
    field(column);
    writeLong(value);
  }

  /** A nullable column of {@code INT64} values. */
  default void writeLong(String column, @Nullable Long value) {
    if (value == null) {
      field(column);
      writeNull();
    } else {
      writeLong(column, value.longValue());
    }
  }

  /** A column of {@code FLOAT32} values. */
  default void writeFloat(String column, float value) {
    field(column);
    writeFloat(value);
  }

  /** A nullable column of {@code FLOAT32} values. */
  default void writeFloat(String column, @Nullable Float value) {
    if (value == null) {
      field(column);
      writeNull();
    } else {
      writeFloat(column, value.floatValue());
    }
  }

  /** A column of {@code FLOAT64} values. */
  default void writeDouble(String column, double value) {
    field(column);
    writeDouble(value);
  }

  /** A nullable column of {@code FLOAT64} values. */
  default void writeDouble(String column, @Nullable Double value) {
    if (value == null) {
      field(column);
      writeNull();
    } else {
      writeDouble(column, value.doubleValue());
    }
  }

  /** A column of decimals. */
  default void writeDecimal(String column, @Nullable BigDecimal value, int precision, int scale) {
    field(column);
    if (value == null) {
      writeNull();
    } else {
      writeDecimal(value, precision, scale);
    }
  }

  /** A column of points in time. */
  default void writeTimestamp(String column, @Nullable Instant value) {
    field(column);
    if (value == null) {
      writeNull();
    } else {
      writeTimestamp(value);
    }
  }

  /** A column of days. */
  default void writeDate(String column, @Nullable LocalDate value) {
    field(column);
    if (value == null) {
      writeNull();
    } else {
      writeDate(value);
    }
  }

  /** A column of UUIDs. */
  default void writeUuid(String column, @Nullable UUID value) {
    field(column);
    if (value == null) {
      writeNull();
    } else {
      writeUuid(value);
    }
  }

  /** A column of bytes. */
  default void writeBytes(String column, byte @Nullable [] value) {
    field(column);
    if (value == null) {
      writeNull();
    } else {
      writeBytes(value);
    }
  }

  /** A column of an enum. */
  default void writeEnum(String column, @Nullable Enum<?> value) {
    field(column);
    if (value == null) {
      writeNull();
    } else {
      writeEnum(value.name());
    }
  }

  /** A column of JSON. */
  default void writeJson(String column, @Nullable String value) {
    field(column);
    if (value == null) {
      writeNull();
    } else {
      writeJson(value);
    }
  }

  /** A column of nested records. */
  default <R> void writeStruct(String column, @Nullable R value, RecordCodec<R> codec) {
    field(column);
    if (value == null) {
      writeNull();
    } else {
      writeStruct(value, codec);
    }
  }

  /** A nested record. */
  default <R> void writeStruct(R value, RecordCodec<R> codec) {
    beginStruct();
    codec.write(value, this);
    endStruct();
  }
}
