package dev.durableingest.demo;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows the promise: ingests a simulated market, or the tables of a real database, kills the
 * process in the middle, starts it again, and checks every row afterwards.
 */
public final class Demo {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private final Screen screen;

  Demo(Screen screen) {
    this.screen = screen;
  }

  /** Runs the demo; exits 1 when something was lost, doubled or changed. */
  public static void main(String... args) throws InterruptedException {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    System.exit(new Demo(Screen.ofProcess()).run(args));
  }

  /** The same without the exit. */
  int run(String... args) throws InterruptedException {
    Optional<DemoOptions> options;
    try {
      options = DemoOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("demo: " + e.getMessage());
      return USAGE;
    }
    if (options.isEmpty()) {
      screen.line(DemoOptions.USAGE.stripTrailing());
      return OK;
    }
    try {
      return show(options.get());
    } catch (IOException | UncheckedIOException | SQLException e) {
      screen.line("");
      System.err.println("demo: " + e.getMessage());
      tellLastWords(options.get().folder());
      return FAILED;
    }
  }

  private int show(DemoOptions options) throws IOException, SQLException, InterruptedException {
    makeFolder(options.folder());
    if (options.subject() == DemoOptions.Subject.SUPABASE) {
      return new TablesDemo(options, screen).show();
    }
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder().tradesPerSecond(options.rate()).start()) {
      introduce(options, exchange);
      Performance performance = new Performance(options, exchange, screen);
      Kill kill = performance.play();
      Findings findings = find(options.folder(), exchange, performance.newest(), kill);
      return tell(options.folder(), findings);
    }
  }

  private void introduce(DemoOptions options, ExchangeSimulator exchange) {
    screen.heading(
        "A market of %s with %,d trades a second each, for %d s."
            .formatted(
                String.join(" and ", exchange.products()),
                options.rate(),
                options.duration().toSeconds()));
    screen.line(
        "The exchange is at %s and goes on whatever happens.".formatted(exchange.feedUrl()));
    screen.line("");
  }

  private static Findings find(
      Path folder, ExchangeSimulator exchange, Map<String, Long> newest, Kill kill)
      throws IOException, SQLException {
    List<ProductCheck> products = new ArrayList<>();
    try (MarketCheck check = MarketCheck.open(folder)) {
      for (String product : exchange.products()) {
        products.add(check.check(product, exchange, newest.getOrDefault(product, 0L)));
      }
    }
    return new Findings(products, TickerCheck.of(folder), kill);
  }

  private int tell(Path folder, Findings findings) {
    screen.line("");
    screen.heading("Every row of " + folder + ", compared with the trades that the exchange made:");
    screen.line("");
    findings.lines().forEach(screen::line);
    screen.line("");
    if (!findings.isExact()) {
      screen.heading("That is not what was promised. The data and " + folder + " are kept.");
      return FAILED;
    }
    screen.heading("Nothing lost, nothing twice.");
    screen.line("");
    screen.line("Next:  ./ingest coinbase --for 1m       the real exchange, into data/");
    screen.line("       README.md, \"A first connector\"   your own source, on one screen");
    return OK;
  }

  private static void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be made (%s). Run the demo in a folder where you may write, or give --data."
              .formatted(folder, e.getClass().getSimpleName()),
          e);
    }
  }

  private static void tellLastWords(Path folder) {
    try {
      List<String> words = WorkflowProcess.lastWords(folder);
      words.forEach(System.err::println);
      if (!words.isEmpty()) {
        System.err.println("The whole log is " + folder.resolve(WorkflowProcess.LOG));
      }
    } catch (IOException e) {
      System.err.println("There is no log of the workflow.");
    }
  }
}
