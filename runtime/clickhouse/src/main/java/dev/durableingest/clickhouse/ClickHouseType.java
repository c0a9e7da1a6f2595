package dev.durableingest.clickhouse;

import java.util.ArrayList;
import java.util.List;

/**
 * A type as {@code system.columns} writes it, taken apart: {@code Array(Tuple(a Int64))}.
 *
 * @param name what stands before the parentheses
 * @param arguments what stands between them, each as it is written
 */
record ClickHouseType(String name, List<String> arguments) {

  /**
   * A named part of a tuple.
   *
   * @param name its name
   * @param type its type, as it is written
   */
  record Field(String name, String type) {}

  /** Takes a type apart. */
  static ClickHouseType of(String text) {
    int open = text.indexOf('(');
    return open < 0
        ? new ClickHouseType(text.strip(), List.of())
        : new ClickHouseType(
            text.substring(0, open).strip(),
            split(text.substring(open + 1, text.lastIndexOf(')'))));
  }

  /** An argument that is a type. */
  ClickHouseType argument(int index) {
    return of(arguments.get(index));
  }

  /** An argument that is a number, or this where there is none. */
  int number(int index, int byDefault) {
    return index < arguments.size() ? Integer.parseInt(arguments.get(index)) : byDefault;
  }

  /** The parts of a tuple, in their order. */
  List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (String argument : arguments) {
      boolean isQuoted = argument.startsWith("`");
      int end = isQuoted ? argument.indexOf('`', 1) + 1 : argument.indexOf(' ');
      String name = argument.substring(0, Math.max(0, end)).replace("`", "");
      fields.add(new Field(name, argument.substring(Math.max(0, end)).strip()));
    }
    return fields;
  }

  /** The names of an enum. */
  List<String> names() {
    return arguments.stream()
        .map(argument -> argument.substring(1, argument.lastIndexOf('\'')))
        .map(name -> name.replace("\\'", "'").replace("\\\\", "\\"))
        .toList();
  }

  /** Splits at the commas that are in no parentheses and in no quotes. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        i += c == '\\' ? 1 : 0;
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '`') {
        quote = c;
      } else if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
    }
    parts.add(text.substring(start).strip());
    return List.copyOf(parts);
  }
}
