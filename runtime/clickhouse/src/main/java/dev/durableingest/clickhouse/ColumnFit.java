package dev.durableingest.clickhouse;

import java.util.List;

/**
 * What a column of a table that somebody else made takes: the bounds that values must keep, because
 * ClickHouse would wrap or cut off what is beyond them without a word.
 *
 * @param type its type, for people
 * @param least the least whole number, second or day
 * @param most the greatest of these; of text, the most bytes
 * @param form how a value is written
 * @param names the names of the fields of a nested record, in the order of the parts
 * @param parts of a list the element, of a map key and value, of a nested record its fields
 */
record ColumnFit(
    String type, long least, long most, Form form, List<String> names, List<ColumnFit> parts) {

  /** How a value is written. */
  enum Form {
    /** As JSON has it. */
    PLAIN,
    /** A nested record as an array of one, which is what a Nested column takes. */
    ARRAY_OF_ONE,
    /** A JSON object. */
    OBJECT,
    /** JSON as the text of a string. */
    TEXT
  }

  /** Takes every value. */
  static ColumnFit any(String type) {
    return within(type, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Takes values within bounds. */
  static ColumnFit within(String type, long least, long most) {
    return new ColumnFit(type, least, most, Form.PLAIN, List.of(), List.of());
  }

  /** Takes JSON in a form of its own. */
  static ColumnFit json(String type, Form form) {
    return new ColumnFit(type, Long.MIN_VALUE, Long.MAX_VALUE, form, List.of(), List.of());
  }

  /** Takes values that have parts. */
  static ColumnFit of(String type, Form form, List<String> names, List<ColumnFit> parts) {
    return new ColumnFit(type, Long.MIN_VALUE, Long.MAX_VALUE, form, names, parts);
  }

  /** Whether a whole number, second or day is within the bounds. */
  boolean holds(long value) {
    return value >= least && value <= most;
  }

  /** A field of a nested record. */
  ColumnFit field(String name) {
    return parts.get(names.indexOf(name));
  }
}
