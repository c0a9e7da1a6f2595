package dev.durableingest.supabase.replication;

import java.sql.SQLException;

/** What the server said, for people. */
final class SqlFailures {
  private SqlFailures() {}

  static String firstLine(SQLException failure) {
    String message = failure.getMessage();
    String line = message == null ? failure.getClass().getSimpleName() : firstLine(message);
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse(message).strip();
  }
}
