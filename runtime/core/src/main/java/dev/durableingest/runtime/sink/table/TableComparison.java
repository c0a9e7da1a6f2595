package dev.durableingest.runtime.sink.table;

import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.wiring.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Compares a table that is there with what its records need. A nullable column that the table lacks
 * may be added, because the rows that are there have a true value for it: none. Every other
 * difference is for the user to decide.
 */
public final class TableComparison {
  private final RecordTable table;
  private final List<String> foundColumns = new ArrayList<>();
  private final List<Column> missing = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();

  /** A comparison that has found nothing yet. */
  public TableComparison(RecordTable table) {
    this.table = table;
  }

  /**
   * Compares the columns. Types are what the engine writes, so that each engine says itself which
   * of them mean the same.
   *
   * @param wanted types that the record needs, by column name; has every column of the record
   * @param found types that the table has, by column name; without columns that no insert has to
   *     give
   * @param fits whether a value of the first type can be written to a column of the second
   */
  public TableComparison columns(
      Map<String, String> wanted, Map<String, String> found, BiPredicate<String, String> fits) {
    foundColumns.addAll(found.keySet());
    found.forEach(
        (column, type) -> {
          String needed = wanted.get(column);
          if (needed == null) {
            differences.add("column '" + column + "' is not in the record");
          } else if (!fits.test(needed, type)) {
            differences.add("column '" + column + "' is " + type + ", the record has " + needed);
          }
        });
    for (Column column : table.columns()) {
      if (!found.containsKey(column.name())) {
        missing.add(column);
        if (!column.nullable()) {
          differences.add(
              "column '"
                  + column.name()
                  + "' is missing, and only a nullable one can be added to rows that are there");
        }
      }
    }
    return this;
  }

  /**
   * Compares a property of the table as a whole.
   *
   * @param name what it is, as it stands after "its": {@code primary key}
   * @param wanted as the record needs it; empty for none
   * @param found as the table has it; empty for none
   */
  public TableComparison property(String name, String wanted, String found) {
    if (!wanted.equals(found)) {
      differences.add("its " + name + " is " + shown(found) + ", not " + shown(wanted));
    }
    return this;
  }

  /** The names of the columns that the table has, in its order. */
  public List<String> found() {
    return List.copyOf(foundColumns);
  }

  /**
   * What {@code check} says of a table.
   *
   * @param table the table that is wanted
   * @param comparison how the one that is there compares with it, or empty where there is none
   */
  public static Finding finding(RecordTable table, Optional<TableComparison> comparison) {
    String what = "table '" + table.name() + "'";
    if (comparison.isEmpty()) {
      return Finding.ok(what, "will be made");
    }
    List<String> differences = comparison.get().differences;
    if (!differences.isEmpty()) {
      return Finding.fails(what, "does not fit its records: " + String.join("; ", differences));
    }
    List<String> additions = comparison.get().missing.stream().map(Column::name).toList();
    return Finding.ok(
        what,
        additions.isEmpty()
            ? "fits its records"
            : "fits its records; a run adds the nullable columns " + String.join(", ", additions));
  }

  /** The columns to add, all of them nullable. */
  public List<Column> additions() {
    return missing;
  }

  /**
   * Checks that there are no differences but columns to add.
   *
   * @param where the database, for people
   * @param wayOut what the user can do, a sentence
   * @throws SinkException with {@code Stop} and all differences in one line
   */
  public TableComparison requireAdditive(String where, String wayOut) throws SinkException {
    if (!differences.isEmpty()) {
      throw SinkException.stop(
          "Table '"
              + table.name()
              + "' in "
              + where
              + " does not fit its records: "
              + String.join("; ", differences)
              + ". "
              + wayOut);
    }
    return this;
  }

  private static String shown(String property) {
    return property.isEmpty() ? "none" : property;
  }
}
