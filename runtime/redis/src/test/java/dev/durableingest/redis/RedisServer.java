package dev.durableingest.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import redis.clients.jedis.Jedis;
import redis.embedded.core.ExecutableProvider;

/** A real Redis as a process of its own, which can be killed, stopped and started again. */
final class RedisServer implements AutoCloseable {
  private static final Path EXECUTABLE = executable();
  private static final int PORTS_FROM = 10_000;
  private static final int PORTS_TO = 32_000;
  private static final Duration START_MAX = Duration.ofSeconds(120);
  private static final int ANSWER_MAX_MILLIS = 60_000;

  private final Path folder;
  private final List<String> settings;
  private final int port;
  private Process process;

  private RedisServer(Path folder, int port, List<String> settings) {
    this.folder = folder;
    this.port = port;
    this.settings = settings;
  }

  /** Starts one that syncs every write before it answers. */
  static RedisServer durable(Path folder) throws Exception {
    return start(folder, "--appendonly", "yes", "--appendfsync", "always");
  }

  /** Starts one with these settings. */
  static RedisServer start(Path folder, String... settings) throws Exception {
    return start(folder, freePort(), settings);
  }

  static RedisServer start(Path folder, int port, String... settings) throws Exception {
    RedisServer server = new RedisServer(folder, port, List.of(settings));
    server.launch();
    return server;
  }

  /**
   * A port that nobody listens at. It is none of those that the system gives to connections, which
   * one of them could take before a server does, or while a server is down.
   */
  static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(PORTS_FROM, PORTS_TO);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Somebody listens there.
      }
    }
  }

  /** Starts it, again with the data it has. */
  void launch() throws Exception {
    List<String> command = new ArrayList<>(List.of(EXECUTABLE.toString()));
    // An encrypted server has no other port.
    command.addAll(List.of(settings.contains("--tls-port") ? "0" : String.valueOf(port)));
    command.add(1, "--port");
    command.addAll(List.of("--dir", folder.toString(), "--save", "", "--bind", "127.0.0.1"));
    command.addAll(settings);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("redis.log").toFile())
            .start();
    Path log = folder.resolve("redis.log");
    long begun = System.nanoTime();
    // It listens before it has read its data, and answers nothing until then.
    while (!Files.readString(log).contains("eady to accept connections")) {
      if (!process.isAlive() || System.nanoTime() - begun > START_MAX.toNanos()) {
        throw new IOException("Redis does not start: " + Files.readString(log));
      }
      Thread.sleep(10);
    }
  }

  int port() {
    return port;
  }

  URI url(String... settings) {
    return URI.create(
        "redis://127.0.0.1:"
            + port
            + (settings.length == 0 ? "" : "?" + String.join("&", settings)));
  }

  Jedis client() {
    return new Jedis("127.0.0.1", port, ANSWER_MAX_MILLIS);
  }

  /**
   * Lets the lease that somebody has run out, as if so much of it were left and the rest had
   * passed.
   *
   * @param fence key of the fence with the lease
   */
  void letLeaseRunOut(String fence, Duration left) {
    try (Jedis client = client()) {
      long nowMillis = Long.parseLong(client.time().get(0)) * 1_000;
      client.hset(fence, "deadline", String.valueOf(nowMillis + left.toMillis()));
    }
  }

  /** As a crash of its process. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Stops it in the middle of whatever it does; connections stay open. */
  void pause() throws Exception {
    Signals.send("STOP", process.pid());
  }

  void resume() throws Exception {
    Signals.send("CONT", process.pid());
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join(); // SIGKILL reaches a stopped process, too
  }

  private static Path executable() {
    try {
      Path unpacked = Files.createTempDirectory("redis-server");
      Path file = ExecutableProvider.newJarResourceProvider(unpacked.toFile()).get().toPath();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    file.toFile().delete();
                    unpacked.toFile().delete();
                  }));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
