package dev.durableingest.coinbase;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps what the connector logs. */
final class LogLines extends Handler implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger("dev.durableingest.coinbase");
  private final List<String> infos = new CopyOnWriteArrayList<>();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final SimpleFormatter formatter = new SimpleFormatter();

  static LogLines listen() {
    LogLines lines = new LogLines();
    LOGGER.addHandler(lines);
    return lines;
  }

  List<String> infos() {
    return infos;
  }

  List<String> warnings() {
    return warnings;
  }

  @Override
  public void publish(LogRecord line) {
    boolean isWarning = line.getLevel().intValue() >= Level.WARNING.intValue();
    (isWarning ? warnings : infos).add(formatter.formatMessage(line));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOGGER.removeHandler(this);
  }
}
