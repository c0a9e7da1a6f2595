package dev.durableingest.benchmarks.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Records into a Kafka topic, by us, by a raw producer, and by Kafka Connect. */
final class KafkaBenchmark {
  private static final Path CONNECT = Path.of("kafka-connect", "target", "classpath");
  private static final List<String> FILE = List.of("file");

  private KafkaBenchmark() {}

  /** Arguments: rounds (3 by default), records a run (2,000,000 by default). */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
    long records = arguments.length > 1 ? Long.parseLong(arguments[1]) : 2_000_000;
    List<Contestant> contestants = new ArrayList<>();
    contestants.add(new JavaContestant("ours, at-least-once", OurPipeline.class, FILE));
    contestants.add(new JavaContestant("ours again (control)", OurPipeline.class, FILE));
    contestants.add(new JavaContestant("raw producer", RawProducer.class, List.of("plain")));
    contestants.add(
        new JavaContestant("ours, effectively-once", OurPipeline.class, List.of("beside")));
    contestants.add(
        new JavaContestant(
            "raw producer, transactions", RawProducer.class, List.of("transactional")));
    if (Files.exists(CONNECT)) {
      contestants.add(new ConnectContestant(Files.readString(CONNECT)));
    } else {
      System.out.println("Without Kafka Connect: there is no " + CONNECT + ", see README.md.");
    }
    try (KafkaDestination kafka = new KafkaDestination()) {
      new Tournament("kafka", kafka, contestants).run(rounds, records);
    }
  }
}
