package dev.durableingest.duckdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * DuckDB's native library, which its driver unpacks into {@code java.io.tmpdir} at every start: 70
 * MB that a killed process would leave behind, once per kill.
 */
final class NativeLibrary {
  private static final Path MAPPED_FILES = Path.of("/proc/self/maps");
  private static final Pattern UNPACKED = Pattern.compile("libduckdb_java\\d+\\.so");

  private NativeLibrary() {}

  /**
   * Opens a database; loads the library at the first call.
   *
   * @param database path of its file; empty for one in memory
   * @throws LinkageError when it cannot be unpacked or loaded
   */
  static DuckDBConnection connect(String database, Properties settings) throws SQLException {
    Connection connection = new DuckDBDriver().connect("jdbc:duckdb:" + database, settings);
    removeUnpackedFile();
    return connection.unwrap(DuckDBConnection.class);
  }

  /** Why the library is not there, in one line with the way out. */
  static String explain(LinkageError failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "DuckDB's native library could not be unpacked into "
        + System.getProperty("java.io.tmpdir")
        + " and loaded from there ("
        + SqlFailure.firstLine(root)
        + "). Give Java a folder with 100 MB of space that is not mounted noexec:"
        + " -Djava.io.tmpdir=FOLDER.";
  }

  /** What is mapped needs no name any more. Where there is no /proc, the driver's way has to do. */
  private static void removeUnpackedFile() {
    try {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
      for (String mapping : Files.readAllLines(MAPPED_FILES, StandardCharsets.ISO_8859_1)) {
        int slash = mapping.indexOf('/');
        if (slash >= 0 && UNPACKED.matcher(mapping).find()) {
          Path file = Path.of(mapping.substring(slash));
          // Not one that the user has installed, and not one whose name is gone already.
          if (temporary.equals(file.getParent())
              && UNPACKED.matcher(file.getFileName().toString()).matches()) {
            Files.deleteIfExists(file);
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      // The file is then removed when the JVM exits, as the driver intended.
    }
  }
}
