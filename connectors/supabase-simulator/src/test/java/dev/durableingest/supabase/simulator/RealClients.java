package dev.durableingest.supabase.simulator;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Supabase's own JavaScript clients, as {@code npm ci} installs them from {@code src/test/clients}.
 * Where they cannot be had, the calling test is skipped with the reason; with {@code CI} in the
 * environment it fails.
 */
final class RealClients {
  private static final Path SOURCE = Path.of("src/test/clients");
  private static final Path FOLDER = Path.of("target/clients");
  private static final JsonMapper JSON = new JsonMapper();

  private RealClients() {}

  /** Starts a script of {@code src/test/clients}. */
  static Script start(String script, String... arguments) throws IOException {
    install();
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    return new Script(
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  private static synchronized void install() throws IOException {
    Files.createDirectories(FOLDER);
    try (var files = Files.list(SOURCE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (Files.exists(FOLDER.resolve("node_modules/.package-lock.json"))) {
      return;
    }
    Path log = FOLDER.resolve("npm.log");
    try {
      Process npm =
          new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!npm.waitFor(15, TimeUnit.MINUTES)) {
        npm.destroyForcibly();
        unavailable("npm ci took more than 15 minutes, see " + log);
      } else if (npm.exitValue() != 0) {
        unavailable("npm ci ended with " + npm.exitValue() + ", see " + log);
      }
    } catch (IOException e) {
      unavailable("npm does not start; install Node 20 or newer");
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private static void unavailable(String why) {
    String message = "Skipped: Supabase's clients cannot be installed: " + why;
    if (System.getenv("CI") != null) {
      throw new UncheckedIOException(new IOException(message));
    }
    abort(message);
  }

  /** A running script, which says what it sees as arrays of JSON. */
  static final class Script implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;
    private final Writer commands;
    private final List<JsonNode> seen = new ArrayList<>();

    private Script(Process process) {
      this.process = process;
      this.said = process.inputReader();
      this.commands = process.outputWriter();
    }

    /** Reads on until something is said; what came before it stays in {@link #seen}. */
    JsonNode await(Predicate<JsonNode> wanted) throws IOException {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        JsonNode next = JSON.readTree(line);
        seen.add(next);
        if (wanted.test(next)) {
          return next;
        }
      }
      throw new IOException("The script ended before; it said " + seen);
    }

    /** Reads on until something of a name is said. */
    JsonNode await(String name) throws IOException {
      return await(line -> line.get(0).asString().equals(name));
    }

    List<JsonNode> seen() {
      return seen;
    }

    void tell(String command) throws IOException {
      commands.write(command + "\n");
      commands.flush();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
