package dev.durableingest.duckdb;

import dev.durableingest.runtime.file.LockFile;
import dev.durableingest.runtime.sink.QueryRows;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.wiring.Durations;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a database: through the run that has its file, else the file itself, read-only. */
final class QueryClient {
  /** How long the first row may take; a question may be a hard one. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private QueryClient() {}

  /**
   * Asks one question.
   *
   * @param patience how long the run may take to begin its answer
   * @throws SinkException when there is no answer
   */
  static void ask(DatabaseUrl url, String sql, QueryRows rows, Duration patience)
      throws SinkException {
    if (!Files.exists(url.path())) {
      throw SinkException.stop(
          "There is no database " + url.path() + " yet: a run makes it, or name another --olap.");
    }
    try (SocketChannel run = connect(url)) {
      if (run == null) {
        askTheFile(url, sql, rows);
        return;
      }
      send(run, sql);
      BufferedReader answer = new BufferedReader(Channels.newReader(run, StandardCharsets.UTF_8));
      awaitBeginning(answer, run, patience);
      QueryWire.read(answer, rows);
    } catch (AsynchronousCloseException e) {
      throw new SinkException(
          Verdict.STOP,
          "The run that has "
              + url
              + " has not answered within "
              + Durations.format(patience)
              + ": it is stopped, or busy with hard questions. Ask again when it goes on.",
          e);
    } catch (IOException e) {
      throw new SinkException(
          Verdict.STOP, "The run that has " + url + " gave no answer: " + e.getMessage(), e);
    }
  }

  private static void send(SocketChannel run, String sql) {
    try {
      QueryWire.ask(new BufferedWriter(Channels.newWriter(run, StandardCharsets.UTF_8)), sql);
    } catch (IOException e) {
      // The run did not wait for the question: what is to be read says why.
    }
  }

  /** Waits for the first sign of an answer; a socket of this kind has no limit of its own. */
  private static void awaitBeginning(BufferedReader answer, SocketChannel run, Duration patience)
      throws IOException {
    Thread limit =
        new Thread(
            () -> {
              try {
                Thread.sleep(patience.toMillis());
                run.close();
              } catch (InterruptedException | IOException e) {
                // It has begun.
              }
            },
            "query-limit");
    limit.setDaemon(true);
    limit.start();
    try {
      answer.mark(1);
      answer.read();
      answer.reset();
    } finally {
      limit.interrupt();
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
