package dev.durableingest.benchmarks.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder on this machine: streams as files, or a DuckDB file, which one process has to itself. So
 * contestants tell when they began and ended, and what they brought is counted afterwards.
 */
final class EmbeddedDestination implements Destination {
  static final String NAME = "records";

  private final Path folder = Files.createTempDirectory("benchmark-embedded");
  private final boolean isDuckDb;
  private int places;

  /**
   * @param isDuckDb whether a place is a DuckDB file; else it is a folder of streams
   */
  EmbeddedDestination(boolean isDuckDb) throws IOException {
    this.isDuckDb = isDuckDb;
  }

  @Override
  public String newPlace() throws IOException {
    deletePlace();
    places++;
    Files.createDirectories(place());
    return (isDuckDb ? "duckdb:" + place().resolve("records.duckdb") : "file:" + place())
        + "#"
        + NAME;
  }

  @Override
  public Count await(String place, long records, Process contestant) throws Exception {
    contestant.waitFor();
    return new Count(isDuckDb ? rows() : lines(), Stopwatch.seconds(place));
  }

  @Override
  public void close() throws IOException {
    deletePlace();
    Files.delete(folder);
  }

  private Path place() {
    return folder.resolve("place-" + places);
  }

  private long rows() throws SQLException {
    try (Connection database =
            DriverManager.getConnection("jdbc:duckdb:" + place().resolve("records.duckdb"));
        Statement statement = database.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(DISTINCT id) FROM " + NAME)) {
      count.next();
      return count.getLong(1);
    }
  }

  private long lines() throws IOException {
    long lines = 0;
    try (Stream<Path> files = Files.walk(place())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).toList()) {
        lines += lines(file);
      }
    }
    return lines;
  }

  private static long lines(Path file) throws IOException {
    long lines = 0;
    byte[] chunk = new byte[1 << 16];
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
        for (int i = 0; i < read; i++) {
          lines += chunk[i] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }

  private void deletePlace() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .filter(file -> !file.equals(folder))
          .forEach(file -> file.toFile().delete());
    }
  }
}
