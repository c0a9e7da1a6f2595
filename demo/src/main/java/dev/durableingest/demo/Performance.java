package dev.durableingest.demo;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the workflow against the exchange, kills it in the middle, starts it again, and stops it
 * when it has everything. The exchange lives in this process, so that the market goes on.
 */
final class Performance {
  private static final Duration STOP = Duration.ofSeconds(40);

  private final DemoOptions options;
  private final ExchangeSimulator exchange;
  private final Screen screen;
  private final Watch watch;

  Performance(DemoOptions options, ExchangeSimulator exchange, Screen screen) {
    this.options = options;
    this.exchange = exchange;
    this.screen = screen;
    this.watch = new Watch(screen);
  }

  /**
   * Plays it all; afterwards no process runs and the market is paused.
   *
   * @throws IOException when the workflow does not do its part; the message is for the user
   */
  Kill play() throws IOException, SQLException, InterruptedException {
    Duration half = options.duration().dividedBy(2);
    Map<String, Long> atDeath;
    long unsettled;
    try (WorkflowProcess first = start("started")) {
      watch.awaitStreaming(first);
      watch.watch(first, half, Duration.ZERO);
      first.kill();
      atDeath = newest();
      unsettled = first.status().received() - first.status().events();
      watch.addBefore(first.status().events());
      screen.heading(
          "  %5.1f s  SIGKILL to process %d: it had no moment left for anything"
              .formatted(Watch.seconds(half), first.pid()));
    }
    long uncommitted = difference(committed(), atDeath);
    try (WorkflowProcess second = start("started again")) {
      watch.awaitStreaming(second);
      long unheard = difference(atDeath, newest());
      watch.watch(second, options.duration().minus(half), half);
      exchange.pauseMarket();
      watch.settle(second, options.duration());
      int exitCode = second.terminate(STOP);
      screen.heading(
          "  %5.1f s  SIGTERM to process %d: drained, exit code %d"
              .formatted(Watch.seconds(options.duration()), second.pid(), exitCode));
      if (exitCode != 0) {
        throw new IOException("the workflow ended with exit code " + exitCode);
      }
      return new Kill(uncommitted, unheard, unsettled);
    }
  }

  /** The newest trade of each product, now. */
  Map<String, Long> newest() {
    Map<String, Long> newest = new LinkedHashMap<>();
    exchange.products().forEach(product -> newest.put(product, exchange.lastTradeId(product)));
    return newest;
  }

  private WorkflowProcess start(String what) throws IOException {
    WorkflowProcess process =
        WorkflowProcess.start(
            options.folder(),
            "coinbase",
            List.of(
                "--feed-url=" + exchange.feedUrl(),
                "--rest-url=" + exchange.restUrl(),
                "--products=" + String.join(",", exchange.products())));
    screen.line("           CoinbaseWorkflow %s as process %d".formatted(what, process.pid()));
    return process;
  }

  private Map<String, Long> committed() throws SQLException {
    Map<String, Long> committed = new LinkedHashMap<>();
    try (MarketCheck check = MarketCheck.open(options.folder())) {
      for (String product : exchange.products()) {
        committed.put(product, check.lastTrade(product));
      }
    }
    return committed;
  }

  private static long difference(Map<String, Long> before, Map<String, Long> after) {
    return after.entrySet().stream()
        .mapToLong(newest -> newest.getValue() - before.getOrDefault(newest.getKey(), 0L))
        .sum();
  }
}
