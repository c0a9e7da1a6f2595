package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.Verdict;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ClickHouse said instead of doing what it was asked.
 *
 * @param code its code, 0 where there was none
 * @param message what it said, one line
 */
record Refusal(int code, String message) {
  static final int UNKNOWN_TABLE = 60;
  static final int UNKNOWN_DATABASE = 81;
  static final int TOO_MANY_PARTS = 252;

  private static final int NO_SUCH_COLUMN = 16;
  private static final int CANNOT_READ_ALL_DATA = 33;
  private static final int MESSAGE_CHARS_MAX = 400;
  private static final Pattern DECORATION =
      Pattern.compile(
          "^(Code: \\d+\\. DB::Exception: )+|\\s*\\(version [^)]*\\)|\\s*\\.? \\([A-Z_0-9]+\\)"
              + "|\\s*Maybe you meant [^?]*\\?");

  static Refusal of(int code, String body) {
    String line = body.strip().replaceAll("\\s*\\R\\s*", " ");
    Matcher plain = DECORATION.matcher(line);
    String message = plain.replaceAll("").replaceAll("[.\\s]+$", "");
    return new Refusal(
        code,
        message.length() > MESSAGE_CHARS_MAX
            ? message.substring(0, MESSAGE_CHARS_MAX) + " …"
            : message);
  }

  /**
   * What to do about a refused insert of a single block. Definite are only the errors that are
   * raised while the block is read or checked, before a part of it is written. All others may have
   * written some partitions: the same bytes go again with the same token.
   */
  Verdict ofInsert() {
    if (isStructural()) {
      return Verdict.STOP;
    }
    return isDefinite() ? Verdict.SPLIT : Verdict.RETRY_SAME;
  }

  /** What to do about a refused question or change of a table. */
  Verdict ofQuestion() {
    return isTransient() ? Verdict.RETRY_SAME : Verdict.STOP;
  }

  /** Whether the block did not arrive as it was sent, or is not what the table now holds. */
  boolean isUnreadable() {
    return code == CANNOT_READ_ALL_DATA || code == NO_SUCH_COLUMN || isDefinite();
  }

  private boolean isDefinite() {
    return switch (code) {
      // Cannot parse or convert: text, input, date, number, UUID, range, decimal, enum, too large.
      case 6, 27, 38, 41, 53, 69, 70, 72, 117, 131, 321, 349, 376, 407, 469, 691 -> true;
      case TOO_MANY_PARTS -> message.contains("partitions for single INSERT block");
      default -> false;
    };
  }

  /** No other record would fare better, and no waiting helps. */
  private boolean isStructural() {
    return switch (code) {
      // Unknown column, identifier, function, setting, user; not granted; wrong password; read
      // only.
      case NO_SUCH_COLUMN,
          46,
          47,
          48,
          62,
          115,
          164,
          192,
          193,
          194,
          497,
          516,
          UNKNOWN_TABLE,
          UNKNOWN_DATABASE ->
          true;
      default -> false;
    };
  }

  private boolean isTransient() {
    return switch (code) {
      // Time-outs, too many queries, network, memory, disk, a table or Keeper that is not ready.
      case 159,
          160,
          202,
          203,
          209,
          210,
          225,
          241,
          242,
          243,
          244,
          252,
          279,
          286,
          319,
          341,
          394,
          425,
          473,
          517,
          571,
          668,
          687,
          722,
          999 ->
          true;
      default -> false;
    };
  }
}
