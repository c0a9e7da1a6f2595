package dev.durableingest.testkit.world;

/**
 * A record.
 *
 * @param event the event that it comes from
 * @param ordinal which of that event's records
 * @param version which version of the mapping made it
 */
public record Row(int event, int ordinal, int version) {
  private static final int TORN = -1;

  /** What a half-written line looks like. */
  public static int torn() {
    return TORN;
  }

  /** The record as one number, which is a line of a simulated file. */
  public int line() {
    return event << 8 | ordinal << 4 | version;
  }

  /** The event of a line. */
  public static int eventOf(int line) {
    return line >> 8;
  }

  /** Which of its event's records a line is. */
  public static int ordinalOf(int line) {
    return line >> 4 & 15;
  }

  /** Which version of the mapping made a line. */
  public static int versionOf(int line) {
    return line & 15;
  }
}
