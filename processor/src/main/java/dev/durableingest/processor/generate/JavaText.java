package dev.durableingest.processor.generate;

/**
 * Java under construction, line by line, with the indentation that its braces ask for. It knows no
 * Java: what is generated is much and simple, and what makes it has to cost a build little.
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

  /** One line, or several with indentation of their own; an empty one separates. */
  JavaText line(String line) {
    if (!line.isEmpty()) {
      String indentation = "  ".repeat(depth);
      text.append(indentation)
          .append(line.indexOf('\n') < 0 ? line : line.replace("\n", "\n" + indentation));
    }
    text.append('\n');
    return this;
  }

  /** A comment for Javadoc, with an empty line before its tag where it has one. */
  JavaText doc(String text, String tag) {
    line("/**");
    text.lines().forEach(line -> line(" * " + line));
    return line(" *").line(" * " + tag).line(" */");
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
    StringBuilder escaped = new StringBuilder(text.length() + 2);
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      switch (one) {
        case '\\', '"' -> escaped.append('\\').append(one);
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        default -> {
          if (one < ' ') {
            escaped.append(String.format("\\%03o", (int) one));
          } else {
            escaped.append(one);
          }
        }
      }
    }
    return escaped.toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
