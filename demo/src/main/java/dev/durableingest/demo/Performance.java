package dev.durableingest.demo;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Runs the workflow against the exchange, kills it in the middle, starts it again, and stops it
 * when it has everything. The exchange lives in this process, so that the market goes on.
 */
final class Performance {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration SETTLE = Duration.ofSeconds(20);
  private static final Duration STOP = Duration.ofSeconds(40);
  private static final long LOOK_MILLIS = 100;
  private static final long QUIET_MILLIS = 1_200;

  private final DemoOptions options;
  private final ExchangeSimulator exchange;
  private final Screen screen;
  private long eventsBefore;

  Performance(DemoOptions options, ExchangeSimulator exchange, Screen screen) {
    this.options = options;
    this.exchange = exchange;
    this.screen = screen;
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
      awaitStreaming(first);
      watch(first, half, Duration.ZERO);
      first.kill();
      atDeath = newest();
      unsettled = first.status().received() - first.status().events();
      eventsBefore = first.status().events();
      screen.heading(
          "  %5.1f s  SIGKILL to process %d: it had no moment left for anything"
              .formatted(seconds(half), first.pid()));
    }
    long uncommitted = difference(committed(), atDeath);
    try (WorkflowProcess second = start("started again")) {
      awaitStreaming(second);
      long unheard = difference(atDeath, newest());
      watch(second, options.duration().minus(half), half);
      exchange.pauseMarket();
      settle(second);
      int exitCode = second.terminate(STOP);
      screen.heading(
          "  %5.1f s  SIGTERM to process %d: drained, exit code %d"
              .formatted(seconds(options.duration()), second.pid(), exitCode));
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
            options.folder(), exchange.feedUrl(), exchange.restUrl(), exchange.products());
    screen.line("           CoinbaseWorkflow %s as process %d".formatted(what, process.pid()));
    return process;
  }

  private void awaitStreaming(WorkflowProcess process) throws IOException, InterruptedException {
    if (!await(process, START, () -> process.status().events() > 0)) {
      throw new IOException(
          "the workflow committed nothing within %d s. %s"
              .formatted(START.toSeconds(), process.status().problem()));
    }
  }

  private void watch(WorkflowProcess process, Duration length, Duration played)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    await(
        process,
        length,
        () -> {
          show(process.status(), played.plusNanos(System.nanoTime() - begin));
          return false;
        });
  }

  /** The market is paused: waits until the workflow has had nothing new for a while. */
  private void settle(WorkflowProcess process) throws IOException, InterruptedException {
    long[] seen = {-1, System.nanoTime()};
    boolean settled =
        await(
            process,
            SETTLE,
            () -> {
              WorkflowStatus status = process.status();
              show(status, options.duration());
              if (status.events() != seen[0] || !status.isSettled()) {
                seen[0] = status.events();
                seen[1] = System.nanoTime();
              }
              return System.nanoTime() - seen[1] > Duration.ofMillis(QUIET_MILLIS).toNanos();
            });
    if (!settled) {
      throw new IOException(
          "the workflow was not done with the trades %d s after the last of them was made"
              .formatted(SETTLE.toSeconds()));
    }
  }

  private boolean await(WorkflowProcess process, Duration timeout, BooleanSupplier condition)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < timeout.toNanos()) {
      if (condition.getAsBoolean()) {
        return true;
      }
      if (!process.isAlive()) {
        throw new IOException("the workflow ended by itself: process " + process.pid());
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return false;
  }

  private void show(WorkflowStatus status, Duration played) {
    screen.live(
        "  %5.1f s  %,9d events  %,6d/s  lag %,4d ms  checkpoint %d"
            .formatted(
                seconds(played),
                eventsBefore + status.events(),
                status.perSecond(),
                status.lagMillis(),
                status.revision()));
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

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
