package dev.durableingest.duckdb;

import dev.durableingest.runtime.sink.SinkException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions to the database of a run, for no other process can open its file: to processes
 * of the same user on the same machine, each on a thread of its own, so that one who does not read
 * its answer holds up nobody; and no more than a few at a time, because DuckDB keeps an answer
 * whole until it is read.
 *
 * <p>A run does without it where no socket can be made.
 */
final class QueryServer implements AutoCloseable {
  /** How many are answered at a time. */
  static final int CLIENTS_MAX = 4;

  private static final Logger LOGGER = System.getLogger(QueryServer.class.getName());

  private final Database database;
  private final UnixDomainSocketAddress address;
  private final ServerSocketChannel channel;
  private final Semaphore places = new Semaphore(CLIENTS_MAX);
  private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();

  private QueryServer(
      Database database, UnixDomainSocketAddress address, ServerSocketChannel channel) {
    this.database = database;
    this.address = address;
    this.channel = channel;
  }

  /**
   * Begins to listen.
   *
   * @param database open, and held by this process
   * @return null where no socket can be made
   */
  static @Nullable QueryServer start(Database database) {
    try {
      UnixDomainSocketAddress address = QuerySocket.of(database.url());
      // Whoever listened there has died: this process holds the lock of the file.
      Files.deleteIfExists(address.getPath());
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(address);
      Files.setPosixFilePermissions(
          address.getPath(), PosixFilePermissions.fromString("rw-------"));
      QueryServer server = new QueryServer(database, address, channel);
      startThread("duckdb-query", server::serve);
      return server;
    } catch (IOException | UnsupportedOperationException e) {
      LOGGER.log(Level.WARNING, "'query' will not work during this run: " + e.getMessage());
      return null;
    }
  }

  private void serve() {
    while (channel.isOpen()) {
      try {
        SocketChannel client = channel.accept();
        // A moment, for one who has just been answered and asks again.
        if (places.tryAcquire(1, TimeUnit.SECONDS)) {
          clients.add(client);
          startThread("duckdb-answer", () -> serve(client));
        } else {
          turnAway(client);
        }
      } catch (InterruptedException e) {
        return; // nobody does that
      } catch (IOException e) {
        // Who asked has gone, or this server is closed.
        LOGGER.log(Level.DEBUG, "A query was not taken: " + e.getMessage());
      }
    }
  }

  private static void startThread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void turnAway(SocketChannel client) throws IOException {
    try (client) {
      QueryWire.end(
          writer(client),
          "query: "
              + CLIENTS_MAX
              + " questions are being answered, and a run answers no more at a time. Ask again when"
              + " one of them has been read to its end.");
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      if (channel.isOpen()) { // else nobody closes this client when it waits
        answer(client);
      }
    } catch (IOException | UncheckedIOException e) {
      LOGGER.log(Level.DEBUG, "A query was not answered to its end: " + e.getMessage());
    } finally {
      clients.remove(client);
      places.release();
    }
  }

  private static BufferedWriter writer(SocketChannel client) {
    return new BufferedWriter(Channels.newWriter(client, StandardCharsets.UTF_8));
  }

  private void answer(SocketChannel client) throws IOException {
    BufferedReader in = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
    BufferedWriter out = writer(client);
    String sql = QueryWire.question(in);
    if (sql == null) {
      return;
    }
    String error = null;
    try (Database.Reader reader = database.openReader(client)) {
      new Query(sql).run(reader.connection(), QueryWire.answer(out));
    } catch (SinkException e) {
      error = e.getMessage();
    }
    QueryWire.end(out, error);
  }

  @Override
  public void close() {
    try {
      channel.close();
      for (SocketChannel client : clients) {
        client.close();
      }
      Files.deleteIfExists(address.getPath());
    } catch (IOException e) {
      // What is left is replaced by the next run.
    }
  }
}
