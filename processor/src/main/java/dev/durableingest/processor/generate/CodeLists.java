package dev.durableingest.processor.generate;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Arguments of a call, as one piece of code. Long lists get a line for every argument. */
final class CodeLists {
  private static final int LINE_MAX = 60;
  private static final Pattern PACKAGES = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");

  private CodeLists() {}

  /** Values in one format, {@code $S} for texts or {@code $L} for code. */
  static CodeBlock of(String format, Collection<?> values) {
    List<CodeBlock> blocks = new ArrayList<>();
    values.forEach(value -> blocks.add(CodeBlock.of(format, value)));
    return of(blocks);
  }

  static CodeBlock of(List<CodeBlock> blocks) {
    int length = blocks.stream().mapToInt(block -> shown(block).length() + 2).sum();
    boolean isOneLine = blocks.stream().noneMatch(block -> shown(block).contains("\n"));
    return length <= LINE_MAX && isOneLine ? CodeBlock.join(blocks, ", ") : lines(blocks);
  }

  /** The code with its types imported. */
  private static String shown(CodeBlock block) {
    return PACKAGES.matcher(block.toString()).replaceAll("");
  }

  /** A line for every argument, indented as a continuation. */
  static CodeBlock lines(List<CodeBlock> blocks) {
    return CodeBlock.builder().add("\n$>$>").add(CodeBlock.join(blocks, ",\n")).add("$<$<").build();
  }
}
