package dev.durableingest.coinbase.feed;

/** What came over the WebSocket. */
public sealed interface Reception {

  /**
   * A whole text frame.
   *
   * @param text its text
   */
  record Text(String text) implements Reception {}

  /** A frame that can be no message of Coinbase's. */
  final class Unusable implements Reception {
    private final byte[] start;
    private final String problem;

    Unusable(byte[] start, String problem) {
      this.start = start;
      this.problem = problem;
    }

    /** Its first bytes; not copied. */
    public byte[] start() {
      return start;
    }

    /** What is wrong with it, in one line. */
    public String problem() {
      return problem;
    }
  }

  /**
   * The end.
   *
   * @param problem why, in one line
   */
  record Ended(String problem) implements Reception {}
}
