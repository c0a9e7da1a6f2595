package dev.durableingest.coinbase.simulator;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs an {@link ExchangeSimulator} as a program, until it is told to stop. */
@Command(
    name = "coinbase-simulator",
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    sortOptions = false,
    showDefaultValues = true,
    description =
        "A stand-in for the Coinbase Exchange on loopback: WebSocket feed, REST trades, and"
            + " misbehaviour on demand by POST /control/misbehave.")
public final class SimulatorCommand implements Callable<Integer> {
  private static final int WRONG_USE = 2;

  @Option(names = "--port", defaultValue = "0", description = "Port on 127.0.0.1; 0 takes any.")
  private int port;

  @Option(
      names = "--products",
      split = ",",
      defaultValue = "BTC-USD,ETH-USD",
      description = "Products of the market, separated by commas.")
  private List<String> products = List.of();

  @Option(names = "--seed", defaultValue = "1", description = "What everything is drawn from.")
  private long seed;

  @Option(names = "--rate", defaultValue = "20", description = "Trades per second and product.")
  private double rate;

  @Option(names = "--first-trade-id", description = "Oldest trade id; else drawn from the seed.")
  private @Nullable Long firstTradeId;

  @Option(
      names = "--history",
      defaultValue = "1",
      description = "Trades that each product already has at the start.")
  private long history;

  @Option(names = "--max-trades", description = "Ends the market after so many of each product.")
  private @Nullable Long maxTrades;

  @Option(names = "--start-at", description = "Time of the first trade, e.g. 2026-01-01T00:00:00Z.")
  private @Nullable Instant startAt;

  @Option(names = "--replay", description = "Sends the received frames of this capture instead.")
  private @Nullable Path replay;

  @Option(names = "--drop", defaultValue = "0", description = "Share of match frames lost, 0 to 1.")
  private double drop;

  @Option(names = "--duplicate", defaultValue = "0", description = "Share of them sent twice.")
  private double duplicate;

  @Option(names = "--reorder", defaultValue = "1", description = "Shuffles so many at a time.")
  private int reorder;

  @Option(names = "--bad-frames", defaultValue = "0", description = "Share preceded by a bad one.")
  private double badFrames;

  @Option(names = "--rest-429", defaultValue = "0", description = "Share of REST answers 429.")
  private double tooManyRequests;

  @Option(names = "--disconnect-slow", description = "Disconnects clients that do not read.")
  private boolean disconnectSlow;

  /** The command line reads its options into a new one. */
  SimulatorCommand() {}

  /** Starts the program; exits 2 when it is used wrongly. */
  public static void main(String... arguments) {
    System.exit(run(arguments));
  }

  /** As {@link #main}, but returns the exit code. Returns when interrupted, too. */
  static int run(String... arguments) {
    // Jetty and Javalin tell much about themselves; only what is wrong concerns the user.
    if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    }
    CommandLine command = new CommandLine(new SimulatorCommand());
    command.setParameterExceptionHandler(
        (wrong, given) -> fail(command, String.valueOf(wrong.getMessage())));
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          if (failure instanceof UncheckedIOException
              || failure instanceof IllegalArgumentException) {
            return fail(command, String.valueOf(failure.getMessage()));
          }
          throw failure;
        });
    return command.execute(arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    try (ExchangeSimulator exchange = start()) {
      misbehave(exchange);
      Thread hook = new Thread(exchange::close, "exchange-stop");
      Runtime.getRuntime().addShutdownHook(hook);
      System.out.println("feed " + exchange.feedUrl() + " rest " + exchange.restUrl());
      System.out.flush();
      try {
        stop.await();
      } finally {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
    return 0;
  }

  private ExchangeSimulator start() {
    ExchangeSimulatorBuilder builder =
        ExchangeSimulator.builder()
            .port(port)
            .products(products)
            .seed(seed)
            .tradesPerSecond(rate)
            .history(history)
            .slowConsumers(
                disconnectSlow ? SlowConsumerPolicy.DISCONNECT : SlowConsumerPolicy.BLOCK);
    if (firstTradeId != null) {
      builder.firstTradeId(firstTradeId);
    }
    if (maxTrades != null) {
      builder.maxTrades(maxTrades);
    }
    if (startAt != null) {
      builder.startAt(startAt);
    }
    if (replay != null) {
      builder.replay(replay);
    }
    return builder.start();
  }

  private void misbehave(ExchangeSimulator exchange) {
    exchange.misbehave(new Misbehaviour.DropMatches(drop));
    exchange.misbehave(new Misbehaviour.DuplicateMatches(duplicate));
    exchange.misbehave(new Misbehaviour.ReorderMatches(reorder));
    exchange.misbehave(new Misbehaviour.BadFrames(badFrames));
    exchange.misbehave(new Misbehaviour.RestFailsAtRandom(429, tooManyRequests));
  }

  private static int fail(CommandLine command, String message) {
    command.getErr().println("coinbase-simulator: " + message);
    command.getErr().flush();
    return WRONG_USE;
  }
}
