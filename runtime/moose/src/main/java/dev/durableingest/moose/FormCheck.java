package dev.durableingest.moose;

import dev.durableingest.runtime.wiring.RecordWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks at the values of a record whose form in JSON depends on the value. Single-threaded. */
final class FormCheck implements RecordWriter {
  private String field = "";
  private @Nullable String problem;

  /** What is wrong with the record, or null. */
  @Nullable String problem() {
    return problem;
  }

  @Override
  public void field(String name) {
    field = name;
  }

  @Override
  public void writeFloat(float value) {
    writeDouble(value);
  }

  @Override
  public void writeDouble(double value) {
    if (!Double.isFinite(value)) {
      refuse(value + ", which JSON has no number for");
    }
  }

  @Override
  public void writeJson(String json) {
    if (!json.stripLeading().startsWith("{")) {
      refuse("JSON that is no object");
    }
  }

  private void refuse(String what) {
    problem =
        "Column '"
            + field
            + "' is "
            + what
            + ": Moose would drop it and put the default of the column there.";
  }

  @Override
  public void writeNull() {}

  @Override
  public void writeString(String value) {}

  @Override
  public void writeBoolean(boolean value) {}

  @Override
  public void writeLong(long value) {}

  @Override
  public void writeDecimal(BigDecimal value, int precision, int scale) {}

  @Override
  public void writeTimestamp(Instant value) {}

  @Override
  public void writeDate(LocalDate value) {}

  @Override
  public void writeUuid(UUID value) {}

  @Override
  public void writeBytes(byte[] value) {}

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
