package dev.durableingest.duckdb;

import dev.durableingest.runtime.sink.SinkException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a {@code duckdb:} URL says: {@code duckdb:data/coinbase.duckdb?memory_limit=2GB}.
 *
 * @param path the database file, as the user wrote it
 * @param settings DuckDB settings that the connection is opened with, by name
 */
record DatabaseUrl(Path path, Map<String, String> settings) {
  /** The scheme of the URLs. */
  static final String SCHEME = "duckdb";

  // Ingest appends and commits. With more than one thread a commit hands its few pages to others
  // and spins until they are done, which costs several times the commit itself.
  private static final Map<String, String> DEFAULTS =
      Map.of("memory_limit", "1GB", "threads", "1", "checkpoint_threshold", "64MB");

  /**
   * Reads a URL.
   *
   * @throws SinkException with {@code Stop} when it names no file or an unknown setting
   */
  static DatabaseUrl parse(URI url) throws SinkException {
    String text = url.getSchemeSpecificPart();
    int question = text.indexOf('?');
    String file = question < 0 ? text : text.substring(0, question);
    if (file.isEmpty()
        || file.startsWith(":")
        || file.contains(";")
        || url.getAuthority() != null) {
      throw SinkException.stop(
          "'"
              + url
              + "' names no database file. Write duckdb:data/name.duckdb, or duckdb:/folder/"
              + "name.duckdb.");
    }
    Map<String, String> settings = new TreeMap<>(DEFAULTS);
    if (question >= 0) {
      for (String setting : text.substring(question + 1).split("&", -1)) {
        int equals = setting.indexOf('=');
        String name = equals < 0 ? setting : setting.substring(0, equals);
        if (equals < 0 || !DEFAULTS.containsKey(name)) {
          throw SinkException.stop(
              "'"
                  + url
                  + "' has the unknown setting '"
                  + name
                  + "'. There are "
                  + String.join(", ", new TreeMap<>(DEFAULTS).keySet())
                  + ", written as ?memory_limit=2GB.");
        }
        settings.put(name, setting.substring(equals + 1));
      }
    }
    try {
      return new DatabaseUrl(Path.of(file), Map.copyOf(settings));
    } catch (InvalidPathException e) {
      throw SinkException.stop("'" + url + "' names no file: " + e.getReason() + ".");
    }
  }

  /** The file under one name, whatever links lead to it, so that there is one lock for it. */
  Path realPath() throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    // Follows links by asking for names only: the database file itself must not be opened.
    return Files.exists(absolute) ? absolute.toRealPath() : absolute;
  }

  @Override
  public String toString() {
    return SCHEME + ":" + path;
  }

  /** The lock file of the database, whatever links lead to it. */
  Path lockPath() throws IOException {
    Path real = realPath();
    return real.resolveSibling(real.getFileName() + ".lock");
  }
}
