package dev.durableingest.processor.lock;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether everything that was written as one type can be read as another. */
final class Widening {
  private static final Pattern ENUM = Pattern.compile("enum\\(([^)]*)\\)");
  private static final List<String> INTEGERS =
      List.of("int8", "int16", "int32", "int64", "integer");
  private static final List<String> FLOATS = List.of("float32", "float64", "decimal");

  private Widening() {}

  /** An enum, however deep, that lost no constant: sinks keep constants by their names. */
  static boolean ofEnums(String before, String after) {
    if (!ENUM.matcher(before).replaceAll("enum").equals(ENUM.matcher(after).replaceAll("enum"))) {
      return false;
    }
    List<Set<String>> old = constants(before);
    List<Set<String>> current = constants(after);
    for (int i = 0; i < old.size(); i++) {
      if (!current.get(i).containsAll(old.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** In JSON also a number that became wider. */
  static boolean inJson(String before, String after) {
    return ofEnums(before, after)
        || isLater(INTEGERS, before, after)
        || isLater(FLOATS, before, after);
  }

  private static boolean isLater(List<String> order, String before, String after) {
    return order.contains(before) && order.indexOf(before) < order.indexOf(after);
  }

  private static List<Set<String>> constants(String type) {
    List<Set<String>> constants = new ArrayList<>();
    for (Matcher matcher = ENUM.matcher(type); matcher.find(); ) {
      constants.add(new HashSet<>(List.of(matcher.group(1).split(", "))));
    }
    return constants;
  }
}
