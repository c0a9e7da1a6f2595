package dev.durableingest.processor.generate;

import java.util.Collection;
import java.util.List;

/** Arguments of a call, as text. Long lists get a line for every argument. */
final class Arguments {
  private static final int LINE_MAX = 60;
  private static final String INDENTATION = "\n    ";

  private Arguments() {}

  /** On one line where they fit. */
  static String of(List<String> arguments) {
    int length = 0;
    boolean isOneLine = true;
    for (String argument : arguments) {
      length += argument.length() + 2;
      isOneLine &= argument.indexOf('\n') < 0;
    }
    return length <= LINE_MAX && isOneLine ? String.join(", ", arguments) : lines(arguments);
  }

  /** The same, for texts. */
  static String ofTexts(Collection<String> texts) {
    return of(texts.stream().map(JavaText::literal).toList());
  }

  /** A line for every argument. */
  static String lines(List<String> arguments) {
    StringBuilder lines = new StringBuilder();
    for (String argument : arguments) {
      lines
          .append(lines.isEmpty() ? "" : ",")
          .append(INDENTATION)
          .append(argument.replace("\n", INDENTATION));
    }
    return lines.toString();
  }
}
