package dev.durableingest.benchmarks.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records into each destination, by us and at its raw limit; into Kafka by Kafka Connect, too. */
final class IngestBenchmark {
  private static final Path CONNECT = Path.of("kafka-connect", "target", "classpath");

  private static final List<String> ALL = List.of("file", "duckdb", "clickhouse", "kafka");
  private static final List<String> FILE = List.of("file");
  private static final List<String> BESIDE = List.of("beside");

  private IngestBenchmark() {}

  /**
   * Arguments: rounds, 3 by default; records a run, by default as many as take some seconds; and
   * destinations, all by default.
   */
  public static void main(String[] arguments) throws Exception {
    List<String> left = new ArrayList<>(List.of(arguments));
    int rounds = startsWithNumber(left) ? Integer.parseInt(left.remove(0)) : 3;
    @Nullable Long records = startsWithNumber(left) ? Long.valueOf(left.remove(0)) : null;
    List<String> names = left.isEmpty() ? ALL : left;
    boolean isComplete = true;
    for (String name : names) {
      System.out.println("\n" + name);
      try (Destination destination = destination(name)) {
        new Tournament(name, destination, contestants(name))
            .run(rounds, records == null ? recordsOf(name) : records);
      } catch (Exception e) {
        isComplete = false; // the others are measured all the same
        System.out.println(name + " is not measured: " + e.getMessage());
      }
    }
    System.exit(isComplete ? 0 : 1);
  }

  /** So many that a run takes some seconds, and most of it is not the JVM that warms up. */
  private static long recordsOf(String name) {
    return switch (name) {
      case "file" -> 10_000_000;
      case "duckdb" -> 5_000_000;
      default -> 8_000_000;
    };
  }

  private static boolean startsWithNumber(List<String> arguments) {
    return !arguments.isEmpty() && arguments.get(0).matches("\\d+");
  }

  private static Destination destination(String name) throws Exception {
    return switch (name) {
      case "file" -> new EmbeddedDestination(false);
      case "duckdb" -> new EmbeddedDestination(true);
      case "kafka" -> new KafkaDestination();
      case "clickhouse" -> new ClickHouseDestination();
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
      case "clickhouse" ->
          List.of(
              ours("ours", FILE),
              ours("ours again (control)", FILE),
              new JavaContestant("raw insert over HTTP", RawInsert.class, List.of()));
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
