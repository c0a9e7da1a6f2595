package dev.durableingest.kafka;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the Kafka clients log. They warn many times a second while a broker is away, and of whatever
 * matters they throw an exception that we tell in one line.
 */
final class KafkaLogs {
  // A logger that nobody holds is forgotten, and its level with it.
  private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

  private KafkaLogs() {}

  /** Silences the clients, unless somebody has chosen a level for them or wants to see it all. */
  static void quieten() {
    Level root = Logger.getLogger("").getLevel();
    boolean isVerbose = root != null && root.intValue() <= Level.INFO.intValue();
    boolean isConfigured = System.getProperty("java.util.logging.config.file") != null;
    if (KAFKA.getLevel() == null && !isVerbose && !isConfigured) {
      KAFKA.setLevel(Level.OFF);
    }
  }
}
