package dev.durableingest.processor.generate;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Arguments of a call, as one piece of code. Long lists get a line for every argument. */
final class CodeLists {
  private static final int LINE_MAX = 60;

  private CodeLists() {}

  /** Values in one format, {@code $S} for texts or {@code $L} for code. */
  static CodeBlock of(String format, Collection<?> values) {
    List<CodeBlock> blocks = new ArrayList<>();
    values.forEach(value -> blocks.add(CodeBlock.of(format, value)));
    return of(blocks);
  }

  static CodeBlock of(List<CodeBlock> blocks) {
    int length = blocks.stream().mapToInt(block -> block.toString().length() + 2).sum();
    return length <= LINE_MAX && blocks.stream().noneMatch(block -> block.toString().contains("\n"))
        ? CodeBlock.join(blocks, ", ")
        : lines(blocks);
  }

  /** A line for every argument, indented as a continuation. */
  static CodeBlock lines(List<CodeBlock> blocks) {
    return CodeBlock.builder().add("\n$>$>").add(CodeBlock.join(blocks, ",\n")).add("$<$<").build();
  }
}
