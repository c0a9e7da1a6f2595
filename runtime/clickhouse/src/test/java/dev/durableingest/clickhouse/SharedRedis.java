package dev.durableingest.clickhouse;

import dev.durableingest.clickhouse.engine.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** A real Redis that has synced a write before it answers. */
final class SharedRedis implements AutoCloseable {
  private static final int ANSWER_MAX_MILLIS = 60_000;

  private final RedisServer server;
  private final int port;

  private SharedRedis(RedisServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Starts one with its data in a folder, which is made. */
  static SharedRedis start(Path folder) throws IOException {
    int port = FreePort.find();
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
    return new Jedis("127.0.0.1", port, ANSWER_MAX_MILLIS);
  }

  /** Lets the lease that a killed run of this pipeline had run out. */
  void letLeaseRunOut(String pipeline) {
    try (Jedis client = client()) {
      client.hset(
          "durable-ingest::fence::{MS::moosecache::durable-ingest:" + pipeline + "}",
          "deadline",
          "1");
    }
  }

  @Override
  public void close() throws IOException {
    server.stop();
  }
}
