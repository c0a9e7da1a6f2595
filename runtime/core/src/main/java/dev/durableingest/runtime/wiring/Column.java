package dev.durableingest.runtime.wiring;

/**
 * One column of a record type.
 *
 * @param name column name, in lower_snake_case
 * @param type what it holds
 * @param nullable whether a value may be absent
 */
public record Column(String name, ColumnType type, boolean nullable) {

  /** A column that always has a value. */
  public static Column required(String name, ColumnType type) {
    return new Column(name, type, false);
  }

  /** A column whose value may be absent. */
  public static Column nullable(String name, ColumnType type) {
    return new Column(name, type, true);
  }
}
