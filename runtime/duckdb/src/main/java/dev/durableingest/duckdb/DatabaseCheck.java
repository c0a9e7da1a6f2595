package dev.durableingest.duckdb;

import dev.durableingest.runtime.checkpoint.StoreCheck;
import dev.durableingest.runtime.file.FileUrl;
import dev.durableingest.runtime.file.FolderCheck;
import dev.durableingest.runtime.file.LockFile;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.Finding.Outcome;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.sink.table.TableComparison;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Looks at a database file for {@code check}: opens it read-only, and takes no lock of ours. */
final class DatabaseCheck {
  private final List<Finding> findings = new ArrayList<>();

  private DatabaseCheck() {}

  /**
   * What a run of this pipeline would find.
   *
   * @param tables the tables that it would write
   */
  static List<Finding> of(URI url, String pipeline, Collection<RecordTable> tables) {
    DatabaseCheck check = new DatabaseCheck();
    try {
      check.lookAt(DatabaseUrl.parse(url), pipeline, tables);
    } catch (SinkException e) {
      check.findings.add(Finding.fails("table database", e));
    }
    return check.findings;
  }

  private void lookAt(DatabaseUrl url, String pipeline, Collection<RecordTable> tables)
      throws SinkException {
    Path folder = url.path().toAbsolutePath().getParent();
    String what = url.toString();
    Finding place = FolderCheck.of(what, new FileUrl(folder == null ? url.path() : folder, false));
    if (place.outcome() == Outcome.FAILS) {
      findings.add(place);
      return;
    }
    Optional<String> holder = holder(url);
    if (holder.isPresent()) {
      findings.add(
          Finding.weak(what, "is in use by " + holder.get() + ", which alone can look into it"));
      return;
    }
    try (Database database = Database.readOnly(url)) {
      if (!database.exists()) {
        findings.add(place);
        database.openInMemory();
        findings.add(Finding.ok("DuckDB", version(database) + ", its library can be loaded"));
        return;
      }
      database.open();
      findings.add(Finding.ok(what, "opens with DuckDB " + version(database)));
      for (RecordTable table : tables) {
        findings.add(lookAt(database, table));
      }
      findings.add(checkpoint(database, pipeline));
    } catch (SQLException e) {
      findings.add(Finding.fails(what, "cannot be read: " + SqlFailure.firstLine(e)));
    }
  }

  private static Finding lookAt(Database database, RecordTable table) throws SQLException {
    return TableComparison.finding(table, new TableSchema(database, table).compare());
  }

  private static Finding checkpoint(Database database, String pipeline)
      throws SinkException, SQLException {
    DocumentTable documents = new DocumentTable(database, pipeline);
    return StoreCheck.found(documents.isCreated() ? documents.read() : Optional.empty());
  }

  private static String version(Database database) throws SQLException {
    return database.connection().getMetaData().getDatabaseProductVersion();
  }

  private static Optional<String> holder(DatabaseUrl url) {
    try {
      return LockFile.liveHolder(url.lockPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
