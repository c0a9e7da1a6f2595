package dev.durableingest.processor.generate;

/**
 * Java under construction, line by line, with the indentation that its braces ask for. It knows no
 * Java: codecs are many and simple, and what makes them has to cost little.
 */
final class JavaText {
  private static final String CONTINUATION = "    ";

  private final StringBuilder text = new StringBuilder();
  private int depth;

  /** Lines for a block that is yet to be opened here; {@link #add} adds them. */
  JavaText block() {
    JavaText block = new JavaText();
    block.depth = depth + 1;
    return block;
  }

  /** One line; an empty one separates. */
  JavaText line(String line) {
    if (!line.isEmpty()) {
      text.append("  ".repeat(depth)).append(line);
    }
    text.append('\n');
    return this;
  }

  /** A line that goes on from the one before. */
  JavaText continued(String line) {
    return line(CONTINUATION + line);
  }

  /** A head and its opening brace; what follows is inside. */
  JavaText open(String head) {
    line(head + " {");
    depth++;
    return this;
  }

  /** Ends a block and starts its sibling: an {@code else}. */
  JavaText next(String head) {
    depth--;
    return open("} " + head);
  }

  /** The closing brace of the block that was opened last. */
  JavaText close() {
    depth--;
    return line("}");
  }

  /** Lines that were written apart. */
  JavaText add(JavaText lines) {
    text.append(lines.text);
    return this;
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** A text as a literal. */
  static String literal(String text) {
    return '"' + escaped(text) + '"';
  }

  /** A text as it stands between the quotes of a literal. */
  static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
