package dev.durableingest.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** The one broker of all tests that do not need their own; it goes when the tests' JVM goes. */
final class TestBroker {
  // Tests kill brokers; what the clients have to say about it fills pages.
  private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

  private static Broker broker;
  private static int topics;

  private TestBroker() {}

  /** The broker, up and answering. */
  static synchronized Broker running() throws Exception {
    quieten();
    if (broker == null) {
      Path folder = Files.createTempDirectory("kafka");
      Broker started = Broker.start(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(started, folder)));
      broker = started;
    }
    return broker;
  }

  /** Lets the clients say nothing. */
  static void quieten() {
    KAFKA.setLevel(Level.OFF);
  }

  /** A name that nobody has used, for a topic or a pipeline. */
  static synchronized String newName(String like) {
    topics++;
    return like + "-" + topics;
  }

  private static void remove(Broker started, Path folder) {
    try {
      started.kill();
      started.close();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (Exception e) {
      System.err.println("A broker's folder is left over: " + folder + ", " + e);
    }
  }
}
