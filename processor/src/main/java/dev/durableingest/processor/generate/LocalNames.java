package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.RecordModel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * Names of variables in a method of a codec. The variable of a component is named like it; what a
 * loop goes through is named like one of what the component holds.
 */
final class LocalNames {
  private static final List<String> PARAMETERS = List.of("record", "out");

  private final Set<String> components = new HashSet<>();
  private final Deque<String> open = new ArrayDeque<>();
  private String current = "";

  LocalNames(RecordModel record) {
    record.columns().forEach(column -> components.add(ofColumn(column)));
  }

  /** The variable that holds a component. */
  static String ofColumn(ColumnModel column) {
    boolean isFree =
        !PARAMETERS.contains(column.component()) && !SourceVersion.isKeyword(column.component());
    return isFree ? column.component() : column.component() + "Value";
  }

  /** Says which column is written from here on. */
  void begin(ColumnModel column) {
    current = column.component();
  }

  /** Opens a loop over elements: its variable is {@code tag} for the component {@code tags}. */
  String openElement() {
    String one = singular(current);
    boolean isUsable = open.isEmpty() && SourceVersion.isName(one) && !isTaken(one);
    return open(isUsable ? one : "element");
  }

  private static String singular(String many) {
    if (many.endsWith("ies")) {
      return many.substring(0, many.length() - 3) + "y";
    }
    return many.endsWith("s") && !many.endsWith("ss") ? many.substring(0, many.length() - 1) : many;
  }

  /** Opens a block with a variable of this name, or a similar one. */
  String open(String wanted) {
    String name = wanted;
    for (int number = 2; isTaken(name); number++) {
      name = wanted + number;
    }
    open.push(name);
    return name;
  }

  /** Closes the block that was opened last. */
  void close() {
    open.pop();
  }

  private boolean isTaken(String name) {
    return components.contains(name) || open.contains(name) || PARAMETERS.contains(name);
  }
}
