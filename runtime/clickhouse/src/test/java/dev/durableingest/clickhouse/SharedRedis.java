package dev.durableingest.clickhouse;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** A real Redis that has synced a write before it answers. */
final class SharedRedis implements AutoCloseable {
  private final RedisServer server;
  private final int port;

  private SharedRedis(RedisServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Starts one with its data in a folder, which is made. */
  static SharedRedis start(Path folder) throws IOException {
    int port = freePort();
    RedisServer server =
        RedisServer.newRedisServer()
            .port(port)
            .setting("bind 127.0.0.1")
            .setting("appendonly yes")
            .setting("appendfsync always")
            .setting("save \"\"")
            .setting("dir " + Files.createDirectories(folder))
            .build();
    server.start();
    return new SharedRedis(server, port);
  }

  URI url(String setting) {
    return URI.create("redis://127.0.0.1:" + port + "?" + setting);
  }

  Jedis client() {
    return new Jedis("127.0.0.1", port);
  }

  @Override
  public void close() throws IOException {
    server.stop();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
