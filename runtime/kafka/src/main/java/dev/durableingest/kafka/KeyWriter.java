package dev.durableingest.kafka;

import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the message key in a record: the text of one column, without quotes. A decimal has no zeros
 * at its end, so that equal numbers are equal keys. Single-threaded.
 */
final class KeyWriter implements RecordWriter {
  private final String column;
  private int depth;
  private boolean isNext;
  private byte @Nullable [] key;

  /**
   * @param column name of the column; a scalar
   */
  KeyWriter(String column) {
    this.column = column;
  }

  /** The key of a record, or null where its column is null. */
  <R> byte @Nullable [] keyOf(RecordCodec<R> codec, R record) {
    depth = 0;
    isNext = false;
    key = null;
    codec.write(record, this);
    return key;
  }

  @Override
  public void field(String name) {
    isNext = depth == 0 && name.equals(column);
  }

  @Override
  public void writeNull() {
    isNext = false;
  }

  @Override
  public void writeString(String value) {
    if (isNext) {
      take(value);
    }
  }

  @Override
  public void writeBoolean(boolean value) {
    if (isNext) {
      take(Boolean.toString(value));
    }
  }

  @Override
  public void writeLong(long value) {
    if (isNext) {
      take(Long.toString(value));
    }
  }

  @Override
  public void writeFloat(float value) {
    if (isNext) {
      take(Float.toString(value));
    }
  }

  @Override
  public void writeDouble(double value) {
    if (isNext) {
      take(Double.toString(value));
    }
  }

  @Override
  public void writeDecimal(BigDecimal value, int precision, int scale) {
    if (isNext) {
      take(value.stripTrailingZeros().toPlainString());
    }
  }

  @Override
  public void writeTimestamp(Instant value) {
    if (isNext) {
      take(value.truncatedTo(ChronoUnit.MICROS).toString());
    }
  }

  @Override
  public void writeDate(LocalDate value) {
    if (isNext) {
      take(value.toString());
    }
  }

  @Override
  public void writeUuid(UUID value) {
    if (isNext) {
      take(value.toString());
    }
  }

  @Override
  public void writeBytes(byte[] value) {
    if (isNext) {
      key = value.clone();
      isNext = false;
    }
  }

  @Override
  public void writeJson(String json) {
    writeString(json);
  }

  @Override
  public void beginList(int size) {
    depth++;
    isNext = false;
  }

  @Override
  public void endList() {
    depth--;
  }

  @Override
  public void beginMap(int size) {
    depth++;
    isNext = false;
  }

  @Override
  public void endMap() {
    depth--;
  }

  @Override
  public void beginStruct() {
    depth++;
    isNext = false;
  }

  @Override
  public void endStruct() {
    depth--;
  }

  private void take(String text) {
    key = text.getBytes(StandardCharsets.UTF_8);
    isNext = false;
  }
}
