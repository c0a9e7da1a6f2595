package dev.durableingest.docs;

import java.util.List;

/** Regions of files, as the pages show them. */
final class Snippets {
  private Snippets() {}

  /**
   * A file, or the lines between {@code tag::region[]} and {@code end::region[]} in it, as far to
   * the left as they go.
   *
   * @param from {@code path} or {@code path#region}
   */
  static String of(String from) {
    String[] parts = from.split("#", 2);
    List<String> lines = Project.read(parts[0]).lines().toList();
    if (parts.length == 2) {
      int begin = indexOf(lines, "tag::" + parts[1] + "[]", from);
      int end = indexOf(lines, "end::" + parts[1] + "[]", from);
      lines = lines.subList(begin + 1, end);
    }
    int indent =
        lines.stream()
            .filter(line -> !line.isBlank())
            .mapToInt(line -> line.length() - line.stripLeading().length())
            .min()
            .orElse(0);
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.isBlank() ? "" : line.substring(indent)).append('\n'));
    return text.toString();
  }

  private static int indexOf(List<String> lines, String tag, String from) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(tag)) {
        return i;
      }
    }
    throw new AssertionError(from + ": there is no line with " + tag);
  }
}
