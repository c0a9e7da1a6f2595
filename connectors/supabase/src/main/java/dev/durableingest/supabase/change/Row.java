package dev.durableingest.supabase.change;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values of a row by column, each in the text form in which PostgreSQL writes its type, so that
 * no digit is lost on the way. A column has a value, or is null, or was not sent at all: {@link
 * #has} tells the last two apart. Immutable.
 *
 * <p>The typed getters give null for both. They throw {@link IllegalArgumentException} where the
 * text is none of the type, which makes the change a dead letter.
 */
public final class Row {
  private final Map<String, @Nullable String> values;

  /** A row of these values; the map is not copied and must not change any more. */
  @JsonCreator
  public Row(Map<String, @Nullable String> values) {
    this.values = values;
  }

  /** Whether the column's value was sent; it may be null. */
  public boolean has(String column) {
    return values.containsKey(column);
  }

  /** All values, in the order of the table's columns. */
  @JsonValue
  public Map<String, @Nullable String> values() {
    return Collections.unmodifiableMap(values);
  }

  /** The value as PostgreSQL writes it. */
  public @Nullable String text(String column) {
    return values.get(column);
  }

  /** A smallint, integer or bigint. */
  public @Nullable Long integer(String column) {
    String text = values.get(column);
    return text == null ? null : PostgresText.integer(column, text);
  }

  /** A numeric with every digit. {@code NaN} and {@code Infinity} are no decimals and throw. */
  public @Nullable BigDecimal decimal(String column) {
    String text = values.get(column);
    return text == null ? null : PostgresText.decimal(column, text);
  }

  /** A real or double precision. */
  public @Nullable Double floatingPoint(String column) {
    String text = values.get(column);
    return text == null ? null : PostgresText.floatingPoint(column, text);
  }

  /** A boolean. */
  public @Nullable Boolean bool(String column) {
    String text = values.get(column);
    return text == null ? null : PostgresText.bool(column, text);
  }

  /**
   * A timestamp, with or without time zone; without one it is taken for UTC. {@code infinity} is
   * the last microsecond of the year 9999, {@code -infinity} the first of the year 1.
   */
  public @Nullable Instant instant(String column) {
    String text = values.get(column);
    return text == null ? null : PostgresText.instant(column, text);
  }

  /** A date; infinite ones as for {@link #instant}. */
  public @Nullable LocalDate date(String column) {
    String text = values.get(column);
    return text == null ? null : PostgresText.date(column, text);
  }

  /** A uuid. */
  public @Nullable UUID uuid(String column) {
    String text = values.get(column);
    return text == null ? null : PostgresText.uuid(column, text);
  }

  /** A bytea. */
  public byte @Nullable [] bytes(String column) {
    String text = values.get(column);
    return text == null ? null : PostgresText.bytes(column, text);
  }

  /**
   * An array of one dimension, each element in its text form. One of several dimensions, or with an
   * element that is null, throws: read it as text.
   */
  public @Nullable List<String> array(String column) {
    String text = values.get(column);
    return text == null ? null : ArrayText.elements(column, text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row row && row.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The columns only: values are the user's own. */
  @Override
  public String toString() {
    return "Row" + values.keySet();
  }
}
