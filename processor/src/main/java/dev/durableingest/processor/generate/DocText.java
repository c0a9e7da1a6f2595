package dev.durableingest.processor.generate;

/** Texts of the author inside Javadoc. */
final class DocText {
  private static final int WIDTH = 92;

  private DocText() {}

  /** A text that ends neither the comment nor the line too late, and is no markup. */
  static String of(String text) {
    String escaped =
        text.strip()
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("@", "&#64;")
            .replace("*/", "*&#47;")
            .replace("\\", "&#92;");
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : escaped.split("\\s+", -1)) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        lines.append('\n');
        column = 0;
      } else if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.toString();
  }

  /** The same, as a sentence with its full stop. */
  static String sentence(String text) {
    String plain = text.strip();
    return of(
        plain.endsWith(".") || plain.endsWith("!") || plain.endsWith("?") ? plain : plain + ".");
  }
}
