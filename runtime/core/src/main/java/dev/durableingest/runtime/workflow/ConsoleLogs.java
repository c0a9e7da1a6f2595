package dev.durableingest.runtime.workflow;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Shows what is logged as one line each on the console: warnings, or everything from {@code FINE}
 * up and stack traces when asked to be verbose.
 */
final class ConsoleLogs extends Handler {
  private static final String MORE_MEMORY =
      ", and the process ends with it: start again with more memory, -Xmx";

  private final Console console;
  private final String program;
  private final boolean verbose;

  /** Made beforehand, because it is said when there may be no memory to make anything. */
  private final byte[] outOfMemory;

  private final SimpleFormatter messages = new SimpleFormatter();

  /** A logger that nobody holds is forgotten, and its level with it. */
  private final List<Logger> kept = new ArrayList<>();

  ConsoleLogs(Console console, String program, boolean verbose) {
    this.console = console;
    this.program = program;
    this.verbose = verbose;
    this.outOfMemory =
        (program + ": severe: a thread died" + MORE_MEMORY + System.lineSeparator())
            .getBytes(StandardCharsets.UTF_8);
    setLevel(verbose ? Level.FINE : Level.WARNING);
  }

  /**
   * Makes these the logs of the process, unless the user has configured {@code java.util.logging}.
   *
   * @param detailed names of the loggers whose debug messages are wanted when verbose
   */
  void installUnlessConfigured(List<String> detailed) {
    if (System.getProperty("java.util.logging.config.file") != null
        || System.getProperty("java.util.logging.config.class") != null) {
      return;
    }
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(verbose ? Level.INFO : Level.WARNING);
    root.addHandler(this);
    kept.addAll(detailed.stream().map(Logger::getLogger).toList());
    kept.forEach(logger -> logger.setLevel(verbose ? Level.FINE : Level.WARNING));
  }

  @Override
  public void publish(LogRecord record) {
    if (isLoggable(record)) {
      console.err(line(record));
    }
  }

  /**
   * Shows that a thread died; the stack trace is for who asked for it. Where it died for want of
   * memory the process ends: others may have lost something as well without telling, and a new
   * process goes on at the checkpoint.
   */
  void threadDied(Thread thread, Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      try {
        log(thread, MORE_MEMORY, thrown);
        console.close();
      } catch (OutOfMemoryError | LinkageError again) {
        console.errAtOnce(outOfMemory);
      } finally {
        Runtime.getRuntime().halt(ExitCode.FAILED);
      }
    }
    log(thread, "", thrown);
  }

  private void log(Thread thread, String consequence, Throwable thrown) {
    LogRecord record =
        new LogRecord(Level.SEVERE, "thread '" + thread.getName() + "' died" + consequence);
    record.setThrown(thrown);
    publish(record);
  }

  private String line(LogRecord record) {
    String level = record.getLevel().getName().toLowerCase(Locale.ROOT);
    StringBuilder line = new StringBuilder(program).append(": ");
    if (verbose) {
      line.append(record.getInstant()).append(' ').append(record.getLoggerName()).append(' ');
    }
    line.append(level).append(": ").append(messages.formatMessage(record));
    Throwable thrown = record.getThrown();
    if (thrown != null) {
      line.append(verbose ? System.lineSeparator() + stackTrace(thrown) : " (" + thrown + ")");
    }
    return verbose ? line.toString() : line.toString().replaceAll("\\s*\\R\\s*", " ");
  }

  /** The stack trace of a failure, without a line end at its end. */
  static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }

  @Override
  public void flush() {
    // The console writes as fast as it can.
  }

  @Override
  public void close() {
    // The console is closed by whoever made it.
  }
}
