package dev.durableingest.duckdb;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes one clear line and a verdict of what DuckDB says. Its driver gives no codes for what the
 * engine refuses, so the texts have to do; what is not known here is never taken for a bad record.
 */
final class SqlFailure {
  private static final Pattern HELD =
      Pattern.compile("Conflicting lock is held in (.*?) ?\\(PID (\\d+)\\)");
  private static final Pattern SPACE =
      Pattern.compile(
          "No space left|Disk quota|Could not write|Out of Memory|[Ff]ailed to allocate");
  private static final Pattern REFUSED =
      Pattern.compile(
          "[Cc]onstraint|Duplicate key|Conversion Error|Out of Range Error|out of range"
              + "|Invalid Input Error|Mismatch Type Error|Invalid (decimal|unicode|type)"
              + "|invalid (decimal|unicode|type)|keys must be unique");
  private static final Pattern STRUCTURAL =
      Pattern.compile(
          "^(Catalog|Binder|Parser|Syntax|Dependency|Permission|Not implemented) Error");
  private static final Pattern ALTERED =
      Pattern.compile("appender_create_ext error|column not found|all columns must be appended");

  private SqlFailure() {}

  /** A failure to open the database file. */
  static SinkException opening(Path path, SQLException failure) {
    String said = firstLine(failure);
    Matcher held = HELD.matcher(said);
    if (held.find()) {
      return new SinkException(
          Verdict.IN_USE,
          path
              + " is open in another process: "
              + held.group(1)
              + ", PID "
              + held.group(2)
              + ". DuckDB lets one process have a file: close it there first",
          failure);
    }
    if (said.contains("not a valid DuckDB database")) {
      return stop(path + " is no DuckDB database. Move it away, or name another file.", failure);
    }
    if (said.contains("version number")) {
      return stop(
          path
              + " was written by a version of DuckDB that this one cannot read ("
              + said
              + "). Take a newer release, or name another file.",
          failure);
    }
    if (SPACE.matcher(said).find()) {
      return new SinkException(Verdict.RETRY_SAME, path + " cannot be opened: " + said, failure);
    }
    if (said.contains("Corrupt") || said.contains("enough bytes") || said.contains("WAL")) {
      return stop(
          path
              + " is damaged ("
              + said
              + "). Restore it from a backup, or move it away to ingest from the start.",
          failure);
    }
    return stop(path + " cannot be opened: " + said + ".", failure);
  }

  /** A failure of something that was asked of an open database, and that has been rolled back. */
  static SinkException using(Database database, String what, SQLException failure) {
    String said = firstLine(failure);
    String message = what + " in " + database + " failed: " + said;
    if (SPACE.matcher(said).find()) {
      return new SinkException(
          Verdict.RETRY_SAME,
          message + ". Free space on the disk, or allow more memory: ?memory_limit=2GB.",
          failure);
    }
    if (ALTERED.matcher(said).find()) {
      return stop(
          message
              + ". The table was altered or dropped while it was written to; start again to be told"
              + " what does not fit.",
          failure);
    }
    if (STRUCTURAL.matcher(said).find()) {
      return stop(message, failure);
    }
    if (REFUSED.matcher(said).find()) {
      return new SinkException(Verdict.SPLIT, message, failure);
    }
    return new SinkException(Verdict.REOPEN, message, failure);
  }

  /** A folder or lock file that cannot be made. */
  static SinkException locking(Path lock, IOException failure) {
    return stop(
        "The lock file "
            + lock
            + " cannot be made: "
            + reason(failure)
            + ". Name a folder that this user may write to.",
        failure);
  }

  /** What a failure says, without the lines that point into a statement. */
  static String firstLine(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getSimpleName();
    }
    String line = message.strip().lines().findFirst().orElse(message);
    return line.replaceAll("[.!]$", "");
  }

  private static SinkException stop(String message, Exception cause) {
    return new SinkException(Verdict.STOP, message, cause);
  }

  private static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such folder";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "there is a file where a folder should be";
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return firstLine(failure);
  }
}
