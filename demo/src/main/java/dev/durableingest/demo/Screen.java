package dev.durableingest.demo;

import java.io.PrintStream;

/** Lines, and one line that is rewritten; in a pipe that line is printed from time to time. */
final class Screen {
  private static final long PIPE_NANOS = 5_000_000_000L;
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private boolean liveShown;
  private long liveNanos;

  Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    this.liveNanos = System.nanoTime();
  }

  /** The screen of this process. Java cannot tell a terminal from a pipe, so the launcher does. */
  static Screen ofProcess() {
    boolean dumb = System.getenv().getOrDefault("TERM", "dumb").equals("dumb");
    return new Screen(System.out, Boolean.getBoolean("durableingest.terminal") && !dumb);
  }

  /** Prints a line. */
  void line(String text) {
    out.println((liveShown ? CLEAR_LINE : "") + text);
    liveShown = false;
  }

  /** Prints a line that matters. */
  void heading(String text) {
    line(terminal ? BOLD + text + PLAIN : text);
  }

  /** Shows how it goes. */
  void live(String text) {
    if (terminal) {
      out.print(CLEAR_LINE + text);
      out.flush();
      liveShown = true;
    } else if (System.nanoTime() - liveNanos >= PIPE_NANOS) {
      out.println(text);
      liveNanos = System.nanoTime();
    }
  }
}
