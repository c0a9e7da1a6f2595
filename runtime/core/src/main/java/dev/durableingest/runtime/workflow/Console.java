package dev.durableingest.runtime.workflow;

import java.io.PrintStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Writes lines to standard output and standard error on a thread of its own, so that a terminal
 * that is stopped, slow or gone holds up nobody: not the pipeline, which logs, and not the drain. A
 * line that does not fit the queue because nobody reads is dropped.
 *
 * <p>On standard error one live line may be shown, which is rewritten; other lines appear above it.
 *
 * <p>All methods may be called from any thread. None throws because of the streams.
 */
final class Console implements AutoCloseable {
  private static final int QUEUED_MAX = 4096;
  private static final long LOOK_MILLIS = 50;

  /** Counted, not measured: a process that is suspended for a while gives up nothing meanwhile. */
  private static final int LOOKS_AT_CLOSE = 60;

  private static final String TO_START_AND_ERASE = "\r\u001b[K";

  private final Shell shell;
  private final Secrets secrets;
  private final BlockingQueue<Output> queue = new ArrayBlockingQueue<>(QUEUED_MAX);
  private final Thread writer = new Thread(this::write, "durable-ingest-console");
  private volatile String newestLive = "";
  private String shownLive = "";

  Console(Shell shell, Secrets secrets) {
    this.shell = shell;
    this.secrets = secrets;
    writer.setDaemon(true);
    writer.start();
  }

  /** Prints a line to standard output. The caller has hidden the secrets in it. */
  void out(String line) {
    queue.offer(new Output(Kind.OUT, line));
  }

  /** Prints a line to standard error, without secrets. */
  void err(String line) {
    queue.offer(new Output(Kind.ERR, secrets.hide(line)));
  }

  /** Shows a live line in place of the one before; an empty one shows none. */
  void live(String line) {
    newestLive = secrets.hide(line);
    queue.offer(new Output(Kind.LIVE, ""));
  }

  /**
   * Writes to standard error at once, on the thread of the caller, past what is queued: for who has
   * no memory left to queue anything, and takes none.
   */
  void errAtOnce(byte[] line) {
    shell.err().write(line, 0, line.length);
    shell.err().flush();
  }

  /** Takes secrets out of a text. */
  String hide(String text) {
    return secrets.hide(text);
  }

  /**
   * Writes what is queued, but does not wait long for it. An interrupt does not cut it short. What
   * the thread of the console left because it died, also where this is its last act, is written
   * here.
   */
  @Override
  public void close() {
    if (Thread.currentThread() != writer) {
      awaitWriter();
    }
    if (Thread.currentThread() == writer || !writer.isAlive()) {
      writeLeft();
    }
  }

  private void awaitWriter() {
    boolean asked = false;
    boolean interrupted = false;
    for (int look = 0; look < LOOKS_AT_CLOSE && writer.isAlive(); look++) {
      try {
        asked = asked || queue.offer(new Output(Kind.END, ""), LOOK_MILLIS, TimeUnit.MILLISECONDS);
        writer.join(LOOK_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeLeft() {
    for (Output left = queue.poll(); left != null; left = queue.poll()) {
      if (left.kind() != Kind.END) {
        print(left);
      }
    }
    eraseLive();
    shell.err().flush();
  }

  private void write() {
    try {
      Output next = queue.take();
      while (next.kind() != Kind.END) {
        print(next);
        next = queue.take();
      }
      eraseLive();
      shell.err().flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void print(Output output) {
    switch (output.kind()) {
      case OUT -> {
        shell.out().println(output.text());
        shell.out().flush();
      }
      case ERR -> {
        eraseLive();
        shell.err().println(output.text());
        showLive();
      }
      case LIVE -> {
        eraseLive();
        showLive();
      }
      default -> throw new IllegalStateException("Not printed: " + output.kind());
    }
  }

  private void eraseLive() {
    if (!shownLive.isEmpty()) {
      shell.err().print(TO_START_AND_ERASE);
      shownLive = "";
    }
  }

  private void showLive() {
    PrintStream err = shell.err();
    shownLive = cut(newestLive);
    err.print(shownLive);
    err.flush();
  }

  /** A line as wide as the terminal would wrap and could not be erased. */
  private String cut(String line) {
    int width = shell.columns() - 1;
    return line.length() <= width ? line : line.substring(0, width);
  }

  private enum Kind {
    OUT,
    ERR,
    LIVE,
    END
  }

  private record Output(Kind kind, String text) {}
}
