package dev.durableingest.processor.generate;

import java.util.regex.Pattern;

/** The last touches that make generated code look as people lay it out. */
final class Layout {
  private static final Pattern TRAILING_SPACE = Pattern.compile("[ \\t]+(?=\\n)");
  private static final Pattern EMPTY_BLOCK = Pattern.compile("\\{\\n\\s*\\}");
  private static final Pattern SHORT_JAVADOC =
      Pattern.compile("/\\*\\*\\n *\\* ([^\\n@][^\\n]{0,89})\\n *\\*/");

  private Layout() {}

  /** Texts in quotes are never touched: they hold no line ends. */
  static String tidy(String code) {
    String trimmed = TRAILING_SPACE.matcher(code).replaceAll("");
    String closed = EMPTY_BLOCK.matcher(trimmed).replaceAll("{}");
    return SHORT_JAVADOC.matcher(closed).replaceAll("/** $1 */");
  }
}
