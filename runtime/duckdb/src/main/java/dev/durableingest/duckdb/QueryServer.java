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
import org.jspecify.annotations.Nullable;

/**
 * Answers questions to the database of a run, for no other process can open its file: one after the
 * other, on a thread of its own, to processes of the same user on the same machine.
 *
 * <p>A run does without it where no socket can be made.
 */
final class QueryServer implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(QueryServer.class.getName());

  private final Database database;
  private final UnixDomainSocketAddress address;
  private final ServerSocketChannel channel;

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
      Thread thread = new Thread(server::serve, "duckdb-query");
      thread.setDaemon(true);
      thread.start();
      return server;
    } catch (IOException | UnsupportedOperationException e) {
      LOGGER.log(Level.WARNING, "'query' will not work during this run: " + e.getMessage());
      return null;
    }
  }

  private void serve() {
    while (channel.isOpen()) {
      try (SocketChannel client = channel.accept()) {
        answer(client);
      } catch (IOException | UncheckedIOException e) {
        // Who asked has gone, or this server is closed.
        LOGGER.log(Level.DEBUG, "A query was not answered to its end: " + e.getMessage());
      }
    }
  }

  private void answer(SocketChannel client) throws IOException {
    BufferedReader in = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
    BufferedWriter out = new BufferedWriter(Channels.newWriter(client, StandardCharsets.UTF_8));
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
      Files.deleteIfExists(address.getPath());
    } catch (IOException e) {
      // What is left is replaced by the next run.
    }
  }
}
