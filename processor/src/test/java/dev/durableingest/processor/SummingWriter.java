package dev.durableingest.processor;

import dev.durableingest.runtime.wiring.RecordWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Counts values and keeps none, so that what is allocated was allocated by the codec. */
final class SummingWriter implements RecordWriter {
  private long values;

  long values() {
    return values;
  }

  @Override
  public void field(String name) {}

  @Override
  public void writeString(String value) {
    values++;
  }

  @Override
  public void writeBoolean(boolean value) {
    values++;
  }

  @Override
  public void writeByte(byte value) {
    values++;
  }

  @Override
  public void writeShort(short value) {
    values++;
  }

  @Override
  public void writeInt(int value) {
    values++;
  }

  @Override
  public void writeLong(long value) {
    values++;
  }

  @Override
  public void writeFloat(float value) {
    values++;
  }

  @Override
  public void writeDouble(double value) {
    values++;
  }

  @Override
  public void writeDecimal(BigDecimal value, int precision, int scale) {
    values++;
  }

  @Override
  public void writeTimestamp(Instant value) {
    values++;
  }

  @Override
  public void writeDate(LocalDate value) {
    values++;
  }

  @Override
  public void writeUuid(UUID value) {
    values++;
  }

  @Override
  public void writeBytes(byte[] value) {
    values++;
  }

  @Override
  public void writeEnum(String name) {
    values++;
  }

  @Override
  public void writeJson(String json) {
    values++;
  }

  @Override
  public void writeNull() {
    values++;
  }

  @Override
  public void beginList(int size) {}

  @Override
  public void endList() {}

  @Override
  public void beginMap(int size) {}

  @Override
  public void endMap() {}

  @Override
  public void beginStruct() {}

  @Override
  public void endStruct() {}
}
