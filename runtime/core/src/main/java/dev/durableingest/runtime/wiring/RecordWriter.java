package dev.durableingest.runtime.wiring;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Takes the values of a record in column order. Implemented once per sink format (JSON, DuckDB's
 * appender, RowBinary); single-threaded.
 *
 * <p>A record is: for each column {@link #field} followed by exactly one value. A list is {@link
 * #beginList}, its elements, {@link #endList}. A map is {@link #beginMap}, then key, value, key,
 * value …, {@link #endMap}. A struct is {@link #beginStruct}, its fields like a record's, {@link
 * #endStruct}.
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
  void writeByte(byte value);

  /** An {@code INT16} value. */
  void writeShort(short value);

  /** An {@code INT32} value. */
  void writeInt(int value);

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
  void writeEnum(String name);

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
}
