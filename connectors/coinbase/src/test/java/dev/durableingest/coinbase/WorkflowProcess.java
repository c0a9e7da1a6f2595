package dev.durableingest.coinbase;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A workflow that ran as a process of its own.
 *
 * @param exitCode how it ended
 * @param output what it said, on both streams
 */
record WorkflowProcess(int exitCode, String output) {

  /**
   * Runs one in a folder, with options of the JVM before those of the workflow.
   *
   * @param last what it says when it is to end, or null where it ends by itself
   */
  static WorkflowProcess run(
      Path folder, List<String> jvmOptions, List<String> arguments, String last)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(jvmOptions);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), CoinbaseWorkflow.class.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    StringBuilder output = new StringBuilder();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.append(line).append('\n');
        if (last != null && line.contains(last)) {
          process.toHandle().destroy(); // its output stays open
        }
      }
    }
    return new WorkflowProcess(process.waitFor(), output.toString());
  }

  /** The options that name an exchange and its products. */
  static List<String> of(ExchangeSimulator exchange) {
    return List.of(
        "--feed-url=" + exchange.feedUrl(),
        "--rest-url=" + exchange.restUrl(),
        "--products=" + String.join(",", exchange.products()));
  }
}
