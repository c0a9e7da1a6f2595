package dev.durableingest.runtime.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the columns of a record from the words that the registry uses for them, one column a line:
 * {@code price decimal(38, 18)}, {@code tags list(string) null}. Generated code says its columns
 * so, because that is short for people and for compilers.
 */
public final class Columns {
  private final String text;
  private int at;

  private Columns(String text) {
    this.text = text;
  }

  /**
   * The columns, in order. What {@link ColumnType#toString} writes is read back as the same type.
   *
   * @param lines name and type of a column in each line, {@code null} at its end where a value may
   *     be absent
   * @throws IllegalArgumentException when a line is no column
   */
  public static List<Column> of(String lines) {
    Columns reader = new Columns(lines);
    List<Column> columns = new ArrayList<>();
    reader.skipSpace();
    while (reader.at < lines.length()) {
      columns.add(reader.column());
      reader.skipSpace();
    }
    return List.copyOf(columns);
  }

  private Column column() {
    String name = word();
    skipSpace();
    ColumnType type = type();
    return accept(" null") ? Column.nullable(name, type) : Column.required(name, type);
  }

  private ColumnType type() {
    String word = word();
    if (!accept("(")) {
      return scalar(word);
    }
    ColumnType type =
        switch (word) {
          case "decimal" -> new ColumnType.DecimalType(number(), next(this::number));
          case "enum" -> new ColumnType.EnumType(list(this::word));
          case "list" -> new ColumnType.ListType(type());
          case "map" -> new ColumnType.MapType(type(), next(this::type));
          case "struct" -> new ColumnType.StructType(list(this::column));
          default -> throw unreadable("'" + word + "' has no parts");
        };
    expect(")");
    return type;
  }

  private ColumnType scalar(String word) {
    for (ColumnType.Scalar scalar : ColumnType.Scalar.values()) {
      if (scalar.name().toLowerCase(Locale.ROOT).equals(word)) {
        return scalar;
      }
    }
    throw unreadable("'" + word + "' is no type");
  }

  private interface Part<T> {
    T read();
  }

  private <T> T next(Part<T> part) {
    expect(", ");
    return part.read();
  }

  private <T> List<T> list(Part<T> part) {
    List<T> parts = new ArrayList<>();
    do {
      parts.add(part.read());
    } while (accept(", "));
    return List.copyOf(parts);
  }

  private int number() {
    String word = word();
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw unreadable("'" + word + "' is no number");
    }
  }

  private String word() {
    int start = at;
    while (at < text.length() && " ,()\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (start == at) {
      throw unreadable("a word is missing");
    }
    return text.substring(start, at);
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean accept(String wanted) {
    boolean isNext = text.startsWith(wanted, at);
    at += isNext ? wanted.length() : 0;
    return isNext;
  }

  private void expect(String wanted) {
    if (!accept(wanted)) {
      throw unreadable("'" + wanted.strip() + "' is missing");
    }
  }

  private IllegalArgumentException unreadable(String why) {
    return new IllegalArgumentException("No columns, at character " + at + " of:\n" + text + why);
  }
}
