package dev.durableingest.duckdb;

import dev.durableingest.runtime.file.LockFile;
import dev.durableingest.runtime.sink.QueryRows;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Asks a database: through the run that has its file, else the file itself, read-only. */
final class QueryClient {
  private QueryClient() {}

  /**
   * Asks one question.
   *
   * @throws SinkException when there is no answer
   */
  static void ask(DatabaseUrl url, String sql, QueryRows rows) throws SinkException {
    if (!Files.exists(url.path())) {
      throw SinkException.stop(
          "There is no database " + url.path() + " yet: a run makes it, or name another --olap.");
    }
    try (SocketChannel run = connect(url)) {
      if (run == null) {
        askTheFile(url, sql, rows);
        return;
      }
      QueryWire.ask(new BufferedWriter(Channels.newWriter(run, StandardCharsets.UTF_8)), sql);
      QueryWire.read(new BufferedReader(Channels.newReader(run, StandardCharsets.UTF_8)), rows);
    } catch (IOException e) {
      throw new SinkException(
          Verdict.STOP, "The run that has " + url + " gave no answer: " + e.getMessage(), e);
    }
  }

  /** The run that has the file, or null when none listens. */
  private static @Nullable SocketChannel connect(DatabaseUrl url) throws IOException {
    UnixDomainSocketAddress address = QuerySocket.of(url);
    if (!Files.exists(address.getPath())) {
      return null;
    }
    try {
      return SocketChannel.open(address);
    } catch (IOException e) {
      // A run that was killed leaves its socket behind; one that lives has the lock.
      if (LockFile.liveHolder(url.lockPath()).isEmpty()) {
        return null;
      }
      throw e;
    }
  }

  private static void askTheFile(DatabaseUrl url, String sql, QueryRows rows) throws SinkException {
    try (Database database = Database.readOnly(url)) {
      database.open();
      new Query(sql).run(database.connection(), rows);
    } catch (SQLException e) {
      throw SqlFailure.opening(url.path(), e);
    }
  }
}
