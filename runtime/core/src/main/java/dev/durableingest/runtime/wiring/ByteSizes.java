package dev.durableingest.runtime.wiring;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and shows sizes the way people write them: {@code 4096}, {@code 512MiB}, {@code 10GB}. */
public final class ByteSizes {
  private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*(?:([kKMGT])(i?)B|B)?");
  private static final String PREFIXES = "KMGT";
  private static final List<String> BINARY = List.of("TiB", "GiB", "MiB", "KiB");

  private ByteSizes() {}

  /** The size that a text says, in bytes; empty when it says none, or one that is too large. */
  public static OptionalLong parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long size = Long.parseLong(matcher.group(1));
    String prefix = matcher.group(2);
    int power = prefix == null ? 0 : PREFIXES.indexOf(Character.toUpperCase(prefix.charAt(0))) + 1;
    long step = "i".equals(matcher.group(3)) ? 1024 : 1000;
    try {
      for (int i = 0; i < power; i++) {
        size = Math.multiplyExact(size, step);
      }
      return OptionalLong.of(size);
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  /** The shortest text with a binary unit that {@link #parse} reads back. */
  public static String format(long bytes) {
    long unit = 1L << 40;
    for (String name : BINARY) {
      if (bytes != 0 && bytes % unit == 0) {
        return bytes / unit + name;
      }
      unit >>= 10;
    }
    return bytes + "B";
  }
}
