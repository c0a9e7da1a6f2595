package dev.durableingest.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.embedded.core.ExecutableProvider;

/** A real Redis as a process of its own, which can be killed, stopped and started again. */
final class RedisServer implements AutoCloseable {
  private static final Path EXECUTABLE = executable();

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

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
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
    for (int look = 0; look < 200; look++) {
      if (accepts()) {
        return;
      }
      if (!process.isAlive()) {
        throw new IOException(Files.readString(folder.resolve("redis.log")));
      }
      Thread.sleep(25);
    }
    throw new IOException("Redis does not answer: " + folder);
  }

  private boolean accepts() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
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
    return new Jedis("127.0.0.1", port);
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
