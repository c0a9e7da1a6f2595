package dev.durableingest.runtime.sink;

import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * Writes records as JSON objects in UTF-8, one after the other, into a buffer that is used again.
 *
 * <p>Numbers are numbers, but decimals are strings, because most readers would take a number for a
 * binary one; they keep the digits they have. Times are ISO 8601 in UTC with six digits after the
 * second, bytes are Base64, NaN and the infinities are strings. JSON columns stand there as JSON
 * without white space, or as a string where they are not valid. No value holds a line break. Half a
 * surrogate pair becomes U+FFFD, since UTF-8 has no form for it.
 *
 * <p>Single-threaded.
 */
public final class JsonRecordWriter implements RecordWriter {
  private static final byte STRUCT = 0;
  private static final byte LIST = 1;
  private static final byte MAP_KEY = 2;
  private static final byte MAP_VALUE = 3;

  private static final int FIRST_CAPACITY = 8 * 1024;
  // What is larger after a batch is given back to the heap; a batch of the default size is not.
  private static final int KEPT_CAPACITY_MAX = 16 * 1024 * 1024;

  private final Utf8Buffer out = new Utf8Buffer(FIRST_CAPACITY);
  private final FieldNames names = new FieldNames();
  private byte[] nesting = new byte[16];
  private int depth = -1;
  private boolean isFirst = true;

  /** A writer with an empty buffer. */
  public JsonRecordWriter() {}

  /**
   * Appends a record as one JSON object. When the codec throws, nothing of it is left in the
   * buffer.
   */
  public <R> void write(RecordCodec<R> codec, R record) {
    int start = out.length();
    boolean isComplete = false;
    try {
      depth = -1;
      open(STRUCT, '{');
      codec.write(record, this);
      close('}');
      isComplete = true;
    } finally {
      if (!isComplete) {
        out.cutBackTo(start);
      }
    }
  }

  /** Appends a record and a line feed. */
  public <R> void writeLine(RecordCodec<R> codec, R record) {
    write(codec, record);
    out.put('\n');
  }

  /** Appends lines that another writer has made. */
  public void putLines(byte[] lines) {
    out.put(lines);
  }

  /** Bytes written since the last {@link #clear}. */
  public int length() {
    return out.length();
  }

  /** A view of the bytes written since the last {@link #clear}; valid until the next write. */
  public ByteBuffer bytes() {
    return out.view();
  }

  /** A copy of the bytes from here on. */
  public byte[] copyFrom(int start) {
    return out.copyFrom(start);
  }

  /** Forgets what was written; keeps the buffer unless it has grown beyond measure. */
  public void clear() {
    out.clear(KEPT_CAPACITY_MAX);
  }

  @Override
  public void field(String name) {
    if (!isFirst) {
      out.put(',');
    }
    isFirst = false;
    names.put(name, out);
  }

  @Override
  public void writeNull() {
    beforeValue();
    out.putAscii("null");
  }

  @Override
  public void writeString(String value) {
    beforeValue();
    out.putQuoted(value);
  }

  @Override
  public void writeBoolean(boolean value) {
    bare(value ? "true" : "false");
  }

  @Override
  public void writeLong(long value) {
    if (beforeValue()) {
      out.put('"');
      out.putLong(value);
      out.put('"');
    } else {
      out.putLong(value);
    }
  }

  @Override
  public void writeFloat(float value) {
    if (Float.isFinite(value)) {
      bare(Float.toString(value));
    } else {
      quoted(Float.toString(value));
    }
  }

  @Override
  public void writeDouble(double value) {
    if (!Double.isFinite(value)) {
      quoted(Double.toString(value));
    } else if (beforeValue()) {
      out.put('"');
      out.putDouble(value);
      out.put('"');
    } else {
      out.putDouble(value);
    }
  }

  @Override
  public void writeDecimal(BigDecimal value, int precision, int scale) {
    // Beyond the scale of the column there are only zeros, possibly a billion of them.
    BigDecimal bounded =
        value.scale() > scale ? value.setScale(scale, RoundingMode.UNNECESSARY) : value;
    quoted(bounded.toPlainString());
  }

  @Override
  public void writeTimestamp(Instant value) {
    long second = value.getEpochSecond();
    long day = Math.floorDiv(second, 86_400L);
    int year = LocalDate.ofEpochDay(day).getYear();
    if (year < 0 || year > 9999) {
      quoted(value.truncatedTo(ChronoUnit.MICROS).toString());
      return;
    }
    beforeValue();
    out.put('"');
    putDate(LocalDate.ofEpochDay(day));
    int secondOfDay = (int) Math.floorMod(second, 86_400L);
    out.put('T');
    out.putPadded(secondOfDay / 3600, 2);
    out.put(':');
    out.putPadded(secondOfDay / 60 % 60, 2);
    out.put(':');
    out.putPadded(secondOfDay % 60, 2);
    out.put('.');
    out.putPadded(value.getNano() / 1000, 6);
    out.put('Z');
    out.put('"');
  }

  @Override
  public void writeDate(LocalDate value) {
    if (value.getYear() < 0 || value.getYear() > 9999) {
      quoted(value.toString());
      return;
    }
    beforeValue();
    out.put('"');
    putDate(value);
    out.put('"');
  }

  @Override
  public void writeUuid(UUID value) {
    beforeValue();
    long high = value.getMostSignificantBits();
    long low = value.getLeastSignificantBits();
    out.put('"');
    out.putHex(high >>> 32, 8);
    out.put('-');
    out.putHex(high >>> 16, 4);
    out.put('-');
    out.putHex(high, 4);
    out.put('-');
    out.putHex(low >>> 48, 4);
    out.put('-');
    out.putHex(low, 12);
    out.put('"');
  }

  @Override
  public void writeBytes(byte[] value) {
    beforeValue();
    out.put('"');
    out.put(Base64.getEncoder().encode(value));
    out.put('"');
  }

  @Override
  public void writeJson(String json) {
    boolean isKey = beforeValue();
    if (isKey || !JsonText.isValid(json)) {
      out.putQuoted(json);
    } else {
      JsonText.putCompact(json, out);
    }
  }

  @Override
  public void beginList(int size) {
    beforeValue();
    open(LIST, '[');
  }

  @Override
  public void endList() {
    close(']');
  }

  @Override
  public void beginMap(int size) {
    beforeValue();
    open(MAP_KEY, '{');
  }

  @Override
  public void endMap() {
    close('}');
  }

  @Override
  public void beginStruct() {
    beforeValue();
    open(STRUCT, '{');
  }

  @Override
  public void endStruct() {
    close('}');
  }

  private void open(byte kind, char bracket) {
    depth++;
    if (depth == nesting.length) {
      nesting = Arrays.copyOf(nesting, 2 * depth);
    }
    nesting[depth] = kind;
    isFirst = true;
    out.put(bracket);
  }

  private void close(char bracket) {
    depth--;
    isFirst = false;
    out.put(bracket);
  }

  /** Writes what separates a value from the one before; true when it is a key of a map. */
  private boolean beforeValue() {
    switch (nesting[depth]) {
      case LIST -> {
        separate();
        return false;
      }
      case MAP_KEY -> {
        separate();
        nesting[depth] = MAP_VALUE;
        return true;
      }
      case MAP_VALUE -> {
        out.put(':');
        nesting[depth] = MAP_KEY;
        return false;
      }
      default -> {
        return false;
      }
    }
  }

  private void separate() {
    if (!isFirst) {
      out.put(',');
    }
    isFirst = false;
  }

  private void bare(String ascii) {
    if (beforeValue()) {
      out.put('"');
      out.putAscii(ascii);
      out.put('"');
    } else {
      out.putAscii(ascii);
    }
  }

  private void quoted(String ascii) {
    beforeValue();
    out.put('"');
    out.putAscii(ascii);
    out.put('"');
  }

  private void putDate(LocalDate day) {
    out.putPadded(day.getYear(), 4);
    out.put('-');
    out.putPadded(day.getMonthValue(), 2);
    out.put('-');
    out.putPadded(day.getDayOfMonth(), 2);
  }
}
