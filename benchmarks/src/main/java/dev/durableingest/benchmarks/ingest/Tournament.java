package dev.durableingest.benchmarks.ingest;

import dev.durableingest.benchmarks.ingest.Destination.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Lets contestants take turns, round by round, and tells how fast each was: a table and a file. */
final class Tournament {
  private static final int MINUTES_MAX = 5;
  private static final int END_SECONDS = 10;
  private static final Path FOLDER = Path.of("target", "benchmarks");

  private final String name;
  private final Destination destination;
  private final List<Contestant> contestants;
  private final Map<String, List<Double>> rates = new LinkedHashMap<>();

  /**
   * @param name name of the file of results
   * @param contestants the first is ours, the second ours again, as a control of the measurement
   */
  Tournament(String name, Destination destination, List<Contestant> contestants) {
    this.name = name;
    this.destination = destination;
    this.contestants = contestants;
  }

  /** Runs every contestant once a round. */
  void run(int rounds, long records) throws Exception {
    Files.createDirectories(FOLDER);
    for (int round = 1; round <= rounds; round++) {
      for (Contestant contestant : contestants) {
        Count count = run(contestant, records);
        rates.computeIfAbsent(contestant.name(), absent -> new ArrayList<>()).add(count.rate());
        System.out.printf(
            Locale.ROOT,
            "round %d  %-34s %,12.0f records/s%n",
            round,
            contestant.name(),
            count.rate());
      }
    }
    System.out.println(table());
    Files.writeString(FOLDER.resolve(name + ".json"), json(rounds, records));
  }

  private Count run(Contestant contestant, long records) throws Exception {
    Path log = FOLDER.resolve(name + ".log");
    String place = destination.newPlace();
    Process process = contestant.start(place, records, log);
    CompletableFuture.delayedExecutor(MINUTES_MAX, TimeUnit.MINUTES)
        .execute(process::destroyForcibly); // what hangs is ended, and has not brought all
    try {
      Count count = destination.await(place, records, process);
      if (count.records() != records) {
        throw new IOException(
            contestant.name() + " brought " + count.records() + " of " + records + ", see " + log);
      }
      return count;
    } finally {
      process.destroy();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(); // Kafka Connect does not always end when asked to
      }
    }
  }

  private String table() {
    double ours = median(contestants.get(0).name());
    StringBuilder table = new StringBuilder("\n| | records/s, median | least | most | ours is |\n");
    table.append("|---|---|---|---|---|\n");
    for (String contestant : rates.keySet()) {
      List<Double> sorted = sorted(contestant);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %,.0f | %,.0f | %.2f × |%n",
              contestant,
              median(contestant),
              sorted.get(0),
              sorted.get(sorted.size() - 1),
              ours / median(contestant)));
    }
    return table.toString();
  }

  private String json(int rounds, long records) {
    return rates.entrySet().stream()
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "    {\"name\": \"%s\", \"median\": %.0f, \"rates\": %s}",
                    entry.getKey(),
                    median(entry.getKey()),
                    entry.getValue().stream()
                        .map(rate -> String.format(Locale.ROOT, "%.0f", rate))
                        .toList()))
        .collect(
            Collectors.joining(
                ",\n",
                "{\n  \"java\": \""
                    + System.getProperty("java.version")
                    + "\", \"rounds\": "
                    + rounds
                    + ", \"records\": "
                    + records
                    + ",\n  \"contestants\": [\n",
                "\n  ]\n}\n"));
  }

  private List<Double> sorted(String contestant) {
    return rates.getOrDefault(contestant, List.of()).stream().sorted().toList();
  }

  private double median(String contestant) {
    List<Double> sorted = sorted(contestant);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
