package dev.durableingest.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the demo was asked to do.
 *
 * @param subject what is ingested
 * @param duration how long the workflow runs, the kill in its middle
 * @param rate trades that each product makes in a second, or transactions of each application
 * @param folder where the data goes
 */
record DemoOptions(Subject subject, Duration duration, int rate, Path folder) {
  static final String USAGE =
      """
      Usage: ./ingest demo [coinbase | supabase] [OPTION...]

      Ingests a simulated market, or a real PostgreSQL that applications write to, kills the process
      in the middle, starts it again, and checks every row. Needs no server.

        --for DURATION   how long the workflow runs; it is killed in the middle. Default: 20s
        --rate N         trades of each of the two products, or transactions of each of the two
                         applications, in a second. Default: 200
        --data FOLDER    where the data goes, a new folder. Default: data/demo-1, or the next free
        --help           shows this text
      """;

  /** What is ingested. */
  enum Subject {
    /** The market of a simulated exchange. */
    COINBASE,
    /** The tables of a real PostgreSQL. */
    SUPABASE
  }

  private static final Pattern DURATION = Pattern.compile("(\\d{1,5})\\s*(s|m)");
  private static final Duration SHORTEST = Duration.ofSeconds(2);
  private static final int RATE_MAX = 20_000;

  /**
   * Reads the command line.
   *
   * @return empty when help is wanted
   * @throws IllegalArgumentException with one line for the user
   */
  static Optional<DemoOptions> parse(String... args) {
    Duration duration = Duration.ofSeconds(20);
    int rate = 200;
    Path folder = null;
    Deque<String> rest = new ArrayDeque<>();
    Arrays.stream(args).flatMap(arg -> Arrays.stream(arg.split("=", 2))).forEach(rest::add);
    Subject subject = "supabase".equals(rest.peek()) ? Subject.SUPABASE : Subject.COINBASE;
    if (subject == Subject.SUPABASE || "coinbase".equals(rest.peek())) {
      rest.remove();
    }
    while (!rest.isEmpty()) {
      String option = rest.remove();
      try {
        switch (option) {
          case "--help", "-h" -> {
            return Optional.empty();
          }
          case "--for" -> duration = duration(rest.remove());
          case "--rate" -> rate = rate(rest.remove());
          case "--data" -> folder = newFolder(rest.remove());
          default ->
              throw new IllegalArgumentException(
                  "There is no option '" + option + "'. There are --for, --rate, --data, --help.");
        }
      } catch (NoSuchElementException e) {
        throw new IllegalArgumentException(option + " needs a value.", e);
      }
    }
    return Optional.of(
        new DemoOptions(subject, duration, rate, folder == null ? nextFree() : folder));
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration duration =
          matcher.group(2).equals("m") ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
      if (duration.compareTo(SHORTEST) >= 0) {
        return duration;
      }
    }
    throw new IllegalArgumentException(
        "--for: '" + text + "' is not a duration of 2 s or more, such as 20s or 5m.");
  }

  private static int rate(String text) {
    if (text.matches("\\d{1,5}")) {
      int rate = Integer.parseInt(text);
      if (rate >= 1 && rate <= RATE_MAX) {
        return rate;
      }
    }
    throw new IllegalArgumentException(
        "--rate: '" + text + "' is not a whole number from 1 to " + RATE_MAX + ".");
  }

  private static Path newFolder(String text) {
    Path folder = Path.of(text);
    if (Files.exists(folder)) {
      throw new IllegalArgumentException(
          "--data: '"
              + text
              + "' exists already. The demo starts from nothing: name a new folder.");
    }
    return folder;
  }

  private static Path nextFree() {
    int number = 1;
    while (Files.exists(Path.of("data", "demo-" + number))) {
      number++;
    }
    return Path.of("data", "demo-" + number);
  }
}
