package dev.durableingest.clickhouse;

import dev.durableingest.clickhouse.engine.EngineProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** One engine for all tests that do not kill it; each takes a database of its own. */
final class Engines {
  private static EngineProcess shared;
  private static int databases;

  private Engines() {}

  static synchronized EngineProcess shared() {
    if (shared == null) {
      try {
        shared = EngineProcess.start(Files.createTempDirectory("clickhouse-engine"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(shared::discard));
    }
    return shared;
  }

  /** The name of a new, empty database. */
  static synchronized String newDatabase(EngineProcess engine) {
    String name = "test_" + ++databases;
    engine.ask("CREATE DATABASE " + name);
    return name;
  }
}
