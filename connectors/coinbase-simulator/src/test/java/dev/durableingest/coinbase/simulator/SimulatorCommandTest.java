package dev.durableingest.coinbase.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as a process of its own. */
class SimulatorCommandTest {
  @Test
  void printsTheUrlsOnOneLineAndStopsOnSigterm() throws Exception {
    Process process = start("--products", "SOL-USD", "--rate", "100");
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine())
          .matches("feed ws://127\\.0\\.0\\.1:\\d+/ rest http://127\\.0\\.0\\.1:\\d+");
      process.toHandle().destroy();
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(output.readLine()).as("nothing else is printed, on errors neither").isNull();
      assertThat(process.exitValue()).isEqualTo(128 + 15);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aPortInUseIsOneLineAndExitCodeTwo() throws Exception {
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().startPaused().start()) {
      int port = exchange.restUrl().getPort();
      assertFails(List.of("--port", "" + port), "Port " + port + " on 127.0.0.1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--replay, /no/such/file, The capture /no/such/file does not exist.",
    "--rate, fast, '--rate'",
    "--products, btc, 'btc'",
    "--drop, 3, from 0 to 1",
    "--start-at, yesterday, '--start-at'",
    "--speed, 3, --speed",
  })
  void wrongUseIsOneLineAndExitCodeTwo(String option, String value, String reason)
      throws Exception {
    assertFails(List.of(option, value), reason.replace("'", ""));
  }

  private static void assertFails(List<String> arguments, String reason) throws Exception {
    Process process = start(arguments.toArray(String[]::new));
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = output.lines().toList();
      assertThat(lines).hasSize(1);
      assertThat(lines.get(0)).startsWith("coinbase-simulator: ").contains(reason);
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(2);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(SimulatorCommand.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
