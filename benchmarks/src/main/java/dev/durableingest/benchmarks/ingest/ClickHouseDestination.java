package dev.durableingest.benchmarks.ingest;

import dev.durableingest.clickhouse.engine.EngineProcess;
import java.io.IOException;
import java.nio.file.Files;

/**
 * The engine of ClickHouse behind HTTP, in a process of its own; a place is a database. Contestants
 * tell when they began and ended; the rows are counted by the engine.
 */
final class ClickHouseDestination implements Destination {
  private final EngineProcess engine;
  private int places;

  /** Starts the engine. */
  ClickHouseDestination() throws IOException {
    engine = EngineProcess.start(Files.createTempDirectory("benchmark-clickhouse"));
  }

  @Override
  public String newPlace() {
    engine.ask("DROP DATABASE IF EXISTS place_" + places);
    places++;
    engine.ask("CREATE DATABASE place_" + places);
    return engine.url("place_" + places) + "#" + EmbeddedDestination.NAME;
  }

  @Override
  public Count await(String place, long records, Process contestant) throws Exception {
    contestant.waitFor();
    String rows = engine.ask("SELECT count() FROM place_" + places + ".records");
    return new Count(Long.parseLong(rows), Stopwatch.seconds(place));
  }

  @Override
  public void close() {
    engine.discard();
  }
}
