package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.UnscaledDecimal;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes records in ClickHouse's RowBinary straight into a buffer: no object is made for a value.
 * Half a surrogate pair becomes U+FFFD, since UTF-8 has no form for it. Single-threaded.
 */
final class RowBinaryWriter implements RowEncoder, RecordWriter {
  private static final VarHandle SHORTS = littleEndian(short[].class);
  private static final VarHandle INTS = littleEndian(int[].class);
  private static final VarHandle LONGS = littleEndian(long[].class);

  private static final int FIRST_CAPACITY = 64 * 1024;
  private static final int VARINT_BYTES_MAX = 5;
  private static final int BYTES_PER_CHAR_MAX = 3;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final char REPLACEMENT = '\uFFFD';
  // What Date32 and DateTime64 hold; ClickHouse reads anything else as the nearest of these.
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2299;
  private static final long FIRST_SECOND = startOf(FIRST_YEAR);
  private static final long SECONDS_END = startOf(LAST_YEAR + 1);

  private final RowLayout root;
  private final UnscaledDecimal decimal = new UnscaledDecimal();
  private final int[] fieldStarts;
  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;

  private RowLayout layout;
  private int field;
  private boolean isOptional;
  private @Nullable String unfit;
  private RowLayout[] outerLayouts = new RowLayout[4];
  private int[] outerFields = new int[4];
  private int depth;

  /**
   * @param layout which fields may be null
   * @param fieldCount how many fields a record has
   */
  RowBinaryWriter(RowLayout layout, int fieldCount) {
    this.root = layout;
    this.layout = layout;
    this.fieldStarts = new int[fieldCount];
  }

  private static long startOf(int year) {
    return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  private static VarHandle littleEndian(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public <R> void writeRow(RecordCodec<R> codec, R row) {
    int start = length;
    layout = root;
    field = -1;
    depth = 0;
    boolean isComplete = false;
    try {
      codec.write(row, this);
      isComplete = true;
    } finally {
      if (!isComplete) {
        length = start;
      }
    }
  }

  @Override
  public @Nullable String unfit() {
    return unfit;
  }

  @Override
  public void countInto(PartitionCount partitions) {
    partitions.add(this);
  }

  @Override
  public int length() {
    return length;
  }

  /** The buffer; valid up to {@link #length}, until the next value is written. */
  byte[] bytes() {
    return bytes;
  }

  /** Where a field of the row that was written last starts in the buffer. */
  int fieldStart(int index) {
    return fieldStarts[index];
  }

  /** Where a field of the row that was written last ends in the buffer. */
  int fieldEnd(int index) {
    return index + 1 < fieldStarts.length ? fieldStarts[index + 1] : length;
  }

  @Override
  public void drainTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
    length = 0;
  }

  @Override
  public void field(String name) {
    field++;
    isOptional = layout.isNullable(field);
    if (depth == 0) {
      fieldStarts[field] = length;
    }
  }

  @Override
  public void writeNull() {
    isOptional = false;
    ensure(1);
    bytes[length++] = 1;
  }

  @Override
  public void writeString(String value) {
    int count = value.length();
    begin(VARINT_BYTES_MAX + Math.multiplyExact(count, BYTES_PER_CHAR_MAX));
    int start = length;
    putVarint(count);
    int i = 0;
    while (i < count && value.charAt(i) < 0x80) {
      bytes[length++] = (byte) value.charAt(i++);
    }
    if (i < count) {
      length = start;
      putVarint(utf8Length(value));
      putUtf8(value);
    }
  }

  @Override
  public void writeBoolean(boolean value) {
    begin(1);
    bytes[length++] = (byte) (value ? 1 : 0);
  }

  @Override
  public void writeByte(byte value) {
    begin(1);
    bytes[length++] = value;
  }

  @Override
  public void writeShort(short value) {
    begin(Short.BYTES);
    SHORTS.set(bytes, length, value);
    length += Short.BYTES;
  }

  @Override
  public void writeInt(int value) {
    begin(Integer.BYTES);
    putInt(value);
  }

  @Override
  public void writeLong(long value) {
    begin(Long.BYTES);
    putLong(value);
  }

  @Override
  public void writeFloat(float value) {
    begin(Float.BYTES);
    putInt(Float.floatToRawIntBits(value));
  }

  @Override
  public void writeDouble(double value) {
    begin(Double.BYTES);
    putLong(Double.doubleToRawLongBits(value));
  }

  @Override
  public void writeDecimal(BigDecimal value, int precision, int scale) {
    begin(2 * Long.BYTES);
    decimal.set(value, scale);
    if (precision <= 9) {
      putInt((int) decimal.low());
    } else {
      putLong(decimal.low());
      if (precision > 18) {
        putLong(decimal.high());
      }
    }
  }

  @Override
  public void writeTimestamp(Instant value) {
    if (value.getEpochSecond() < FIRST_SECOND || value.getEpochSecond() >= SECONDS_END) {
      rejectTime(value);
    }
    begin(Long.BYTES);
    putLong(value.getEpochSecond() * MICROS_PER_SECOND + value.getNano() / NANOS_PER_MICRO);
  }

  @Override
  public void writeDate(LocalDate value) {
    if (value.getYear() < FIRST_YEAR || value.getYear() > LAST_YEAR) {
      rejectTime(value);
    }
    begin(Integer.BYTES);
    putInt((int) value.toEpochDay());
  }

  @Override
  public void writeUuid(UUID value) {
    begin(2 * Long.BYTES);
    putLong(value.getMostSignificantBits());
    putLong(value.getLeastSignificantBits());
  }

  @Override
  public void writeBytes(byte[] value) {
    begin(Math.addExact(VARINT_BYTES_MAX, value.length));
    putVarint(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
  }

  @Override
  public void writeJson(String json) {
    writeString(json);
  }

  @Override
  public void beginList(int size) {
    begin(VARINT_BYTES_MAX);
    putVarint(size);
  }

  @Override
  public void endList() {
    // Its size stands before it.
  }

  @Override
  public void beginMap(int size) {
    begin(VARINT_BYTES_MAX);
    putVarint(size);
  }

  @Override
  public void endMap() {
    // Its size stands before it.
  }

  @Override
  public void beginStruct() {
    begin(0);
    if (depth == outerFields.length) {
      outerLayouts = Arrays.copyOf(outerLayouts, 2 * depth);
      outerFields = Arrays.copyOf(outerFields, 2 * depth);
    }
    outerLayouts[depth] = layout;
    outerFields[depth] = field;
    depth++;
    layout = layout.nested(field);
    field = -1;
  }

  @Override
  public void endStruct() {
    depth--;
    layout = outerLayouts[depth];
    field = outerFields[depth];
  }

  private void rejectTime(Temporal value) {
    unfit = "ClickHouse holds the years " + FIRST_YEAR + " to " + LAST_YEAR + ", not " + value;
  }

  /** Makes room for a value, and says that it is one where there could be none. */
  private void begin(int valueBytes) {
    ensure(valueBytes + 1);
    if (isOptional) {
      bytes[length++] = 0;
      isOptional = false;
    }
  }

  private void putInt(int value) {
    INTS.set(bytes, length, value);
    length += Integer.BYTES;
  }

  private void putLong(long value) {
    LONGS.set(bytes, length, value);
    length += Long.BYTES;
  }

  private void putVarint(int value) {
    int rest = value;
    while (rest >= 0x80) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  private static int utf8Length(String value) {
    int count = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (isPair(value, i)) {
        count += 4;
        i++;
      } else {
        count += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      }
    }
    return count;
  }

  private void putUtf8(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 0x80) {
        bytes[length++] = (byte) c;
      } else if (c < 0x800) {
        bytes[length++] = (byte) (0xC0 | (c >> 6));
        putContinuation(c);
      } else if (isPair(value, i)) {
        int point = value.codePointAt(i);
        i++;
        bytes[length++] = (byte) (0xF0 | (point >> 18));
        putContinuation(point >> 12);
        putContinuation(point >> 6);
        putContinuation(point);
      } else {
        char shown = Character.isSurrogate(c) ? REPLACEMENT : c;
        bytes[length++] = (byte) (0xE0 | (shown >> 12));
        putContinuation(shown >> 6);
        putContinuation(shown);
      }
    }
  }

  private void putContinuation(int bits) {
    bytes[length++] = (byte) (0x80 | (bits & 0x3F));
  }

  private static boolean isPair(String value, int index) {
    return Character.isHighSurrogate(value.charAt(index))
        && index + 1 < value.length()
        && Character.isLowSurrogate(value.charAt(index + 1));
  }

  private void ensure(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * needed));
    }
  }
}
