package dev.durableingest.clickhouse.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A ClickHouse engine behind HTTP, in a process of its own that can be killed and started again on
 * the same data and port.
 */
public final class EngineProcess implements AutoCloseable {
  /** The only user. */
  public static final String USER = "ingest";

  /** Its password; has characters that a URL must escape. */
  public static final String PASSWORD = "s3cret@/pass";

  private final Path folder;
  private final Path library;
  private Process process;
  private int port;

  private EngineProcess(Path folder, Path library) {
    this.folder = folder;
    this.library = library;
  }

  /** Starts an engine with its data below a folder. Skips the test where there is no engine. */
  public static EngineProcess start(Path folder) {
    EngineProcess engine = new EngineProcess(folder, EngineLibrary.locate());
    engine.restart();
    return engine;
  }

  /** Starts it, again on the same data and port when it was killed. */
  public void restart() {
    restart("writable");
  }

  /** As {@link #restart}, so that it only answers questions. */
  public void restartReadOnly() {
    restart("readonly");
  }

  private void restart(String mode) {
    try {
      Files.createDirectories(folder);
      if (port == 0) {
        port = FreePort.find();
      }
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  EngineServer.class.getName(),
                  library.toString(),
                  folder.resolve("data").toString(),
                  Integer.toString(port),
                  USER,
                  PASSWORD,
                  mode));
      process =
          new ProcessBuilder(command).redirectError(folder.resolve("engine.log").toFile()).start();
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = output.readLine();
      if (line == null || !line.startsWith("listening on ")) {
        throw new IOException(
            "The engine did not start: " + Files.readString(folder.resolve("engine.log")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills it, as a crash would. */
  public void kill() {
    process.destroyForcibly();
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills it, and removes its data. */
  public void discard() {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens, on loopback. */
  public int port() {
    return port;
  }

  /** The URL of a database, for a sink; through another port where a proxy stands before it. */
  public URI url(int atPort, String database) {
    return URI.create(
        "clickhouse://" + USER + ":s3cret%40%2Fpass@localhost:" + atPort + "/" + database);
  }

  /** The URL of a database, for a sink. */
  public URI url(String database) {
    return url(port, database);
  }

  /** Asks the engine, past the sink; the answer as text, without its last line end. */
  public String ask(String query) {
    return new String(askForBytes(query), StandardCharsets.UTF_8);
  }

  /** As {@link #ask}, with settings for this query: {@code flatten_nested=0}. */
  public String ask(String query, String settings) {
    return new String(askForBytes(query, settings), StandardCharsets.UTF_8);
  }

  /** As {@link #ask}, as bytes, since a String of ClickHouse may hold any. */
  public byte[] askForBytes(String query) {
    return askForBytes(query, "");
  }

  private byte[] askForBytes(String query, String settings) {
    URI url = URI.create("http://localhost:" + port + "/?" + settings);
    try {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setRequestProperty("X-ClickHouse-User", USER);
      connection.setRequestProperty("X-ClickHouse-Key", PASSWORD);
      connection.getOutputStream().write(query.getBytes(StandardCharsets.UTF_8));
      if (connection.getResponseCode() != 200) {
        throw new IllegalStateException(
            new String(connection.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
      }
      byte[] answer = connection.getInputStream().readAllBytes();
      boolean endsLine = answer.length > 0 && answer[answer.length - 1] == '\n';
      return endsLine ? Arrays.copyOf(answer, answer.length - 1) : answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
