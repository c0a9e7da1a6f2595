package dev.durableingest.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The workflow as a child process, in the folder of its data. It dies with this process, whatever
 * kills that. Used by one thread; the status is read by another.
 */
final class WorkflowProcess implements AutoCloseable {
  /** What the workflow says on standard error, kept beside the data. */
  static final String LOG = "workflow.log";

  private static final Duration DEATH = Duration.ofSeconds(10);

  private final Process process;
  private final Thread reader;
  private volatile WorkflowStatus status = WorkflowStatus.STARTING;

  private WorkflowProcess(Process process) {
    this.process = process;
    this.reader = new Thread(this::readStatus, "workflow-status");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a workflow.
   *
   * @param folder where its data goes, and its log
   * @param connector whose workflow it is
   * @param options of the connector
   */
  static WorkflowProcess start(Path folder, String connector, List<String> options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                LeashedWorkflow.class.getName(),
                connector,
                "run",
                "--json",
                "--progress=always",
                "--olap=duckdb:" + MarketCheck.DATABASE,
                "--stream=file:streams",
                "--dead-letters=file:dead-letters"));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command);
    File log = folder.resolve(LOG).toFile();
    builder.directory(folder.toFile()).redirectError(Redirect.appendTo(log));
    // Settings of the user's for other runs must not reach this one.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.matches("(DURABLE_INGEST|COINBASE|SUPABASE)_.*"));
    return new WorkflowProcess(builder.start());
  }

  long pid() {
    return process.pid();
  }

  /** What the workflow last said of itself; at most a second old. */
  WorkflowStatus status() {
    return status;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL: the process has no moment left for anything. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    reader.join(DEATH.toMillis());
  }

  /**
   * SIGTERM, then waits.
   *
   * @return the exit code
   * @throws IOException when it does not end in time
   */
  int terminate(Duration timeout) throws IOException, InterruptedException {
    // Process.destroy would close its standard input as well, which is the leash.
    process.toHandle().destroy();
    if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException(
          "the workflow did not end within " + timeout.toSeconds() + " s after SIGTERM");
    }
    reader.join(DEATH.toMillis());
    return process.exitValue();
  }

  /** The last lines on standard error of a workflow with its data in this folder. */
  static List<String> lastWords(Path folder) throws IOException {
    Path log = folder.resolve(LOG);
    List<String> lines =
        Files.exists(log) ? Files.readAllLines(log, StandardCharsets.UTF_8) : List.of();
    return lines.subList(Math.max(0, lines.size() - 10), lines.size());
  }

  /** Kills the process if it still lives. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void readStatus() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        status = status.after(line);
      }
    } catch (IOException | UncheckedIOException e) {
      // The process is gone, and its pipe with it.
    }
  }
}
