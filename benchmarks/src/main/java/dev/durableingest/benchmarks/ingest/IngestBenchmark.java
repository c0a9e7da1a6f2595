package dev.durableingest.benchmarks.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Records into each destination, by us and at its raw limit; into Kafka by Kafka Connect, too. */
final class IngestBenchmark {
  private static final Path CONNECT = Path.of("kafka-connect", "target", "classpath");
  private static final List<String> FILE = List.of("file");
  private static final List<String> BESIDE = List.of("beside");

  private IngestBenchmark() {}

  /**
   * Arguments: rounds (3 by default), records a run (2,000,000 by default), destinations ({@code
   * file duckdb kafka} by default).
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
    long records = arguments.length > 1 ? Long.parseLong(arguments[1]) : 2_000_000;
    List<String> names =
        arguments.length > 2
            ? List.of(arguments).subList(2, arguments.length)
            : List.of("file", "duckdb", "kafka");
    for (String name : names) {
      System.out.println("\n" + name);
      try (Destination destination = destination(name)) {
        new Tournament(name, destination, contestants(name)).run(rounds, records);
      }
    }
  }

  private static Destination destination(String name) throws Exception {
    return switch (name) {
      case "file" -> new EmbeddedDestination(false);
      case "duckdb" -> new EmbeddedDestination(true);
      case "kafka" -> new KafkaDestination();
      default -> throw new IllegalArgumentException("No destination '" + name + "'");
    };
  }

  private static List<Contestant> contestants(String name) throws Exception {
    return switch (name) {
      case "file" ->
          List.of(
              ours("ours", FILE),
              ours("ours again (control)", FILE),
              new JavaContestant("raw append, forced", RawAppend.class, List.of()));
      case "duckdb" ->
          List.of(
              ours("ours", BESIDE),
              ours("ours again (control)", BESIDE),
              new JavaContestant("raw appender, transactions", RawAppender.class, List.of()));
      default -> intoKafka();
    };
  }

  private static List<Contestant> intoKafka() throws Exception {
    List<Contestant> contestants = new ArrayList<>();
    contestants.add(ours("ours, at-least-once", FILE));
    contestants.add(ours("ours again (control)", FILE));
    contestants.add(new JavaContestant("raw producer", RawProducer.class, List.of("plain")));
    contestants.add(ours("ours, effectively-once", BESIDE));
    contestants.add(
        new JavaContestant(
            "raw producer, transactions", RawProducer.class, List.of("transactional")));
    if (Files.exists(CONNECT)) {
      contestants.add(new ConnectContestant(Files.readString(CONNECT)));
    } else {
      System.out.println("Without Kafka Connect: there is no " + CONNECT + ", see README.md.");
    }
    return contestants;
  }

  private static Contestant ours(String name, List<String> checkpoints) {
    return new JavaContestant(name, OurPipeline.class, checkpoints);
  }
}
