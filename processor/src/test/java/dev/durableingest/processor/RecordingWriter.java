package dev.durableingest.processor;

import dev.durableingest.runtime.wiring.RecordWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Keeps the calls of a codec, as text. */
final class RecordingWriter implements RecordWriter {
  private final List<String> calls = new ArrayList<>();
  private String field = "";

  /** One line for each value: the field and the call. */
  List<String> calls() {
    return calls;
  }

  private void add(String call) {
    calls.add(field + ": " + call);
  }

  @Override
  public void field(String name) {
    field = name;
  }

  @Override
  public void writeNull() {
    add("null");
  }

  @Override
  public void writeString(String value) {
    add("string " + value);
  }

  @Override
  public void writeBoolean(boolean value) {
    add("boolean " + value);
  }

  @Override
  public void writeByte(byte value) {
    add("byte " + value);
  }

  @Override
  public void writeShort(short value) {
    add("short " + value);
  }

  @Override
  public void writeInt(int value) {
    add("int " + value);
  }

  @Override
  public void writeLong(long value) {
    add("long " + value);
  }

  @Override
  public void writeFloat(float value) {
    add("float " + value);
  }

  @Override
  public void writeDouble(double value) {
    add("double " + value);
  }

  @Override
  public void writeDecimal(BigDecimal value, int precision, int scale) {
    add("decimal(" + precision + ", " + scale + ") " + value);
  }

  @Override
  public void writeTimestamp(Instant value) {
    add("timestamp " + value);
  }

  @Override
  public void writeDate(LocalDate value) {
    add("date " + value);
  }

  @Override
  public void writeUuid(UUID value) {
    add("uuid " + value);
  }

  @Override
  public void writeBytes(byte[] value) {
    add("bytes " + Arrays.toString(value));
  }

  @Override
  public void writeEnum(String name) {
    add("enum " + name);
  }

  @Override
  public void writeJson(String json) {
    add("json " + json);
  }

  @Override
  public void beginList(int size) {
    add("list of " + size);
  }

  @Override
  public void endList() {
    add("end of list");
  }

  @Override
  public void beginMap(int size) {
    add("map of " + size);
  }

  @Override
  public void endMap() {
    add("end of map");
  }

  @Override
  public void beginStruct() {
    add("struct");
  }

  @Override
  public void endStruct() {
    add("end of struct");
  }
}
