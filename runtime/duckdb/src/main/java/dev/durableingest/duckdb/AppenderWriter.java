package dev.durableingest.duckdb;

import dev.durableingest.runtime.sink.UnscaledDecimal;
import dev.durableingest.runtime.wiring.RecordWriter;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBAppender;

/**
 * Writes the values of a record into DuckDB's appender. Values that stand in a column or in a
 * struct go straight into the column's memory, without boxing; what is in a list or map is
 * collected first. Single-threaded.
 */
final class AppenderWriter implements RecordWriter {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;

  private final DuckDBAppender appender;
  private final NestedValues nested = new NestedValues();
  private final UnscaledDecimal decimal = new UnscaledDecimal();

  AppenderWriter(DuckDBAppender appender) {
    this.appender = appender;
  }

  @Override
  public void field(String name) {
    // Columns are known by their order.
  }

  @Override
  public void writeNull() {
    if (nested.isOpen()) {
      nested.add(null);
      return;
    }
    try {
      appender.appendNull();
    } catch (SQLException e) {
      throw new AppendFailure(e);
    }
  }

  @Override
  public void writeString(String value) {
    if (nested.isOpen()) {
      nested.add(value);
      return;
    }
    try {
      appender.append(value);
    } catch (SQLException e) {
      throw new AppendFailure(e);
    }
  }

  @Override
  public void writeBoolean(boolean value) {
    if (nested.isOpen()) {
      nested.add(value);
      return;
    }
    try {
      appender.append(value);
    } catch (SQLException e) {
      throw new AppendFailure(e);
    }
  }

  @Override
  public void writeByte(byte value) {
    if (nested.isOpen()) {
      nested.add(value);
      return;
    }
    try {
      appender.append(value);
    } catch (SQLException e) {
      throw new AppendFailure(e);
    }
  }

  @Override
  public void writeShort(short value) {
    if (nested.isOpen()) {
      nested.add(value);
      return;
    }
    try {
      appender.append(value);
    } catch (SQLException e) {
      throw new AppendFailure(e);
    }
  }

  @Override
  public void writeInt(int value) {
    if (nested.isOpen()) {
      nested.add(value);
      return;
    }
    try {
      appender.append(value);
    } catch (SQLException e) {
      throw new AppendFailure(e);
    }
  }

  @Override
  public void writeLong(long value) {
    if (nested.isOpen()) {
      nested.add(value);
      return;
    }
    try {
      appender.append(value);
    } catch (SQLException e) {
      throw new AppendFailure(e);
    }
  }

  @Override
  public void writeFloat(float value) {
    if (nested.isOpen()) {
      nested.add(value);
      return;
    }
    try {
      appender.append(value);
    } catch (SQLException e) {
      throw new AppendFailure(e);
    }
  }

  @Override
  public void writeDouble(double value) {
    if (nested.isOpen()) {
      nested.add(value);
      return;
    }
    try {
      appender.append(value);
    } catch (SQLException e) {
      throw new AppendFailure(e);
    }
  }

  @Override
  public void writeDecimal(BigDecimal value, int precision, int scale) {
    if (nested.isOpen()) {
      nested.add(value.setScale(scale));
      return;
    }
    try {
      appendDecimal(value, precision, scale);
    } catch (SQLException e) {
      throw new AppendFailure(e);
    }
  }

  @Override
  public void writeTimestamp(Instant value) {
    if (nested.isOpen()) {
      nested.add(utcMicros(value));
      return;
    }
    try {
      appender.appendEpochMicros(
          value.getEpochSecond() * MICROS_PER_SECOND + value.getNano() / NANOS_PER_MICRO);
    } catch (SQLException e) {
      throw new AppendFailure(e);
    }
  }

  @Override
  public void writeDate(LocalDate value) {
    if (nested.isOpen()) {
      nested.add(value);
      return;
    }
    try {
      appender.append(value);
    } catch (SQLException e) {
      throw new AppendFailure(e);
    }
  }

  @Override
  public void writeUuid(UUID value) {
    if (nested.isOpen()) {
      nested.add(value);
      return;
    }
    try {
      appender.append(value);
    } catch (SQLException e) {
      throw new AppendFailure(e);
    }
  }

  @Override
  public void writeBytes(byte[] value) {
    if (nested.isOpen()) {
      nested.add(value);
      return;
    }
    try {
      appender.append(value);
    } catch (SQLException e) {
      throw new AppendFailure(e);
    }
  }

  @Override
  public void writeJson(String json) {
    writeString(json);
  }

  @Override
  public void beginList(int size) {
    nested.begin(size);
  }

  @Override
  public void endList() {
    nested.endCollection();
    if (nested.takeCompleted() instanceof Collection<?> list) {
      try {
        appender.append(list);
      } catch (SQLException e) {
        throw new AppendFailure(e);
      }
    }
  }

  @Override
  public void beginMap(int size) {
    nested.begin(2 * size);
  }

  @Override
  public void endMap() {
    nested.endMap();
    if (nested.takeCompleted() instanceof Map<?, ?> map) {
      try {
        appender.append(map);
      } catch (SQLException e) {
        throw new AppendFailure(e);
      }
    }
  }

  @Override
  public void beginStruct() {
    if (nested.isOpen()) {
      nested.begin(8);
      return;
    }
    try {
      appender.beginStruct();
    } catch (SQLException e) {
      throw new AppendFailure(e);
    }
  }

  @Override
  public void endStruct() {
    if (nested.isOpen()) {
      nested.endCollection();
      return;
    }
    try {
      appender.endStruct();
    } catch (SQLException e) {
      throw new AppendFailure(e);
    }
  }

  /** In a list the driver wants a point in time as this type. */
  private static LocalDateTime utcMicros(Instant value) {
    return LocalDateTime.ofInstant(value.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
  }

  /** As the integer that DuckDB stores: 16, 32, 64 or 128 bits by the precision of the column. */
  private void appendDecimal(BigDecimal value, int precision, int scale) throws SQLException {
    decimal.set(value, scale);
    if (precision <= 4) {
      appender.appendDecimal((short) decimal.low());
    } else if (precision <= 9) {
      appender.appendDecimal((int) decimal.low());
    } else if (precision <= 18) {
      appender.appendDecimal(decimal.low());
    } else {
      appender.appendDecimal(decimal.low(), decimal.high());
    }
  }
}
