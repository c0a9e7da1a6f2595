package dev.durableingest.supabase.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RowTest {

  @Test
  void tellsWhatIsNullFromWhatWasNotSent() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("a", null);
    Row row = new Row(values);

    assertThat(row.has("a")).isTrue();
    assertThat(row.has("b")).isFalse();
    assertThat(row.text("a")).isNull();
    assertThat(row.integer("b")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22 21:45:32.503497+00, 2026-11-22T21:45:32.503497Z",
    "2026-11-22 21:45:32+05:30, 2026-11-22T16:15:32Z",
    "2026-11-22 21:45:32-03, 2026-11-23T00:45:32Z",
    "2026-11-22 21:45:32.5, 2026-11-22T21:45:32.500Z",
    "2026-11-22T21:45:32.503497+00:00, 2026-11-22T21:45:32.503497Z",
    "2026-11-22T21:45:32Z, 2026-11-22T21:45:32Z",
    "infinity, 9999-12-31T23:59:59.999999Z",
    "-infinity, 0001-01-01T00:00:00Z"
  })
  void readsTimestampsToTheMicrosecond(String text, Instant expected) {
    assertThat(row(text).instant("c")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "today", "2026-13-01 00:00:00+00", "0044-03-15 00:00:00+00 BC", "2026-11-22"})
  void refusesWhatIsNoTimestampInOneLineThatNamesTheColumn(String text) {
    assertThatThrownBy(() -> row(text).instant("c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Column 'c' does not hold a timestamp of the years 1 to 9999.");
  }

  @Test
  void readsEveryOtherType() {
    assertThat(row("-9223372036854775808").integer("c")).isEqualTo(Long.MIN_VALUE);
    assertThat(row("1.10").decimal("c")).isEqualTo(new BigDecimal("1.10"));
    assertThat(row("1e-300").floatingPoint("c")).isEqualTo(1e-300);
    assertThat(row("t").bool("c")).isTrue();
    assertThat(row("false").bool("c")).isFalse();
    assertThat(row("2026-11-22").date("c")).isEqualTo(LocalDate.of(2026, 11, 22));
    assertThat(row("\\x00ff").bytes("c")).containsExactly(0, 0xff);
    assertThat(row("00ff").bytes("c")).containsExactly(0, 0xff);
  }

  @Test
  void refusesANumericThatIsNoNumber() {
    assertThatThrownBy(() -> row("NaN").decimal("c")).hasMessageContaining("a decimal");
  }

  @Test
  void readsArraysWithQuotesBackslashesAndEmptyTexts() {
    assertThat(row("{}").array("c")).isEmpty();
    assertThat(row("{a,\"b c\",\"say \\\"x\\\"\",\"e\\\\f\",\"\",\"NULL\",\"{}\"}").array("c"))
        .containsExactly("a", "b c", "say \"x\"", "e\\f", "", "NULL", "{}");
    assertThat(row("[0:1]={1,2}").array("c")).containsExactly("1", "2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{a", "{\"a", "{\"a\\", "{a}b", "a", "{{1},{2}}", "{a,NULL}"})
  void refusesWhatIsNoArrayOfTexts(String text) {
    assertThatThrownBy(() -> row(text).array("c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Column 'c' ");
  }

  @Test
  void survivesJsonAsADeadLetterMust() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("id", "12345678901234567890.10");
    values.put("note", null);
    RowChange change =
        new RowChange(
            Operation.UPDATE,
            "public",
            "notes",
            new Row(values),
            false,
            ChangeCursor.of(42, 7),
            Instant.parse("2026-11-22T21:45:32.503497Z"));
    JsonMapper json = JsonMapper.builder().build();

    RowChange read = json.readValue(json.writeValueAsString(change), RowChange.class);

    assertThat(read).isEqualTo(change);
    assertThat(read.row().has("note")).isTrue();
    assertThat(read.row().has("other")).isFalse();
  }

  @Test
  void ordersCursorsByCommitThenSnapshotThenPlace() {
    ChangeCursor row = new ChangeCursor(10, 5, java.util.List.of("1"));
    assertThat(row).isLessThan(ChangeCursor.of(10, 0));
    assertThat(ChangeCursor.of(10, 9)).isLessThan(ChangeCursor.of(11, 0));
    assertThat(ChangeCursor.of(10, 1)).isLessThan(ChangeCursor.of(10, 2));
    assertThat(ChangeCursor.of(Long.MAX_VALUE, 0)).isLessThan(ChangeCursor.of(Long.MIN_VALUE, 0));
  }

  private static Row row(String text) {
    return new Row(Map.of("c", text));
  }
}
