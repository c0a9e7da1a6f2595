package dev.durableingest.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown page. A fenced block that is taken from elsewhere has a comment before it that says
 * whence: {@code snippet: path#region}, or {@code output: name}.
 *
 * @param path relative to the root
 * @param text the whole page
 */
record Page(Path path, String text) {
  private static final Pattern FENCE =
      Pattern.compile(
          "(?m)(?:^<!-- (snippet|output): (\\S+) -->\\n)?^```(\\w*)\\n((?s:.*?))^```\\n");
  private static final Pattern NAME = Pattern.compile("`([^`\\n]+)`");

  /**
   * A fenced block.
   *
   * @param kind {@code snippet}, {@code output}, or null for a block that is of the page alone
   * @param from whence it is taken, or null
   */
  record Block(String kind, String from, String language, String content, int start, int end) {}

  static Page read(Path path) {
    return new Page(path, Project.read(Project.ROOT.resolve(path)));
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (Matcher fence = FENCE.matcher(text); fence.find(); ) {
      blocks.add(
          new Block(
              fence.group(1),
              fence.group(2),
              fence.group(3),
              fence.group(4),
              fence.start(4),
              fence.end(4)));
    }
    return blocks;
  }

  /** What stands in backticks, outside of blocks. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    Matcher matcher = NAME.matcher(FENCE.matcher(text).replaceAll("\n"));
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /** The page with other content in a block, saved. */
  Page with(Block block, String content) {
    String changed = text.substring(0, block.start()) + content + text.substring(block.end());
    try {
      Files.writeString(Project.ROOT.resolve(path), changed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Page(path, changed);
  }
}
