package dev.durableingest.supabase.simulator;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What is stood in for.
 *
 * @param jdbcUrl the database, with user and password where it wants them; {@code wal_level =
 *     logical}
 * @param port where to listen on loopback; 0 for a free one
 * @param apiKey the key of the project, which is taken as a token, too
 * @param rowsMax rows of one answer, however many were asked for; Supabase has 1000
 * @param subscribeDelay from the reply to a join to the {@code system} message that says that
 *     changes are told from now on; some seconds at Supabase
 * @param clock by which tokens are issued and end
 */
public record SimulatorSettings(
    String jdbcUrl,
    int port,
    String apiKey,
    int rowsMax,
    Duration subscribeDelay,
    InstantSource clock) {

  /** A free port, the key {@code sb_secret_local}, 1000 rows, and a fifth of a second. */
  public static SimulatorSettings of(String jdbcUrl) {
    return new SimulatorSettings(
        jdbcUrl, 0, "sb_secret_local", 1000, Duration.ofMillis(200), InstantSource.system());
  }

  /** The same with another limit of rows. */
  public SimulatorSettings withRowsMax(int rows) {
    return new SimulatorSettings(jdbcUrl, port, apiKey, rows, subscribeDelay, clock);
  }

  /** The same with another wait before changes are told. */
  public SimulatorSettings withSubscribeDelay(Duration delay) {
    return new SimulatorSettings(jdbcUrl, port, apiKey, rowsMax, delay, clock);
  }

  /** The same with another clock. */
  public SimulatorSettings withClock(InstantSource other) {
    return new SimulatorSettings(jdbcUrl, port, apiKey, rowsMax, subscribeDelay, other);
  }

  /** Without the key, and without the URL, which may hold a password. */
  @Override
  public String toString() {
    return "SimulatorSettings[port=" + port + ", rowsMax=" + rowsMax + "]";
  }
}
