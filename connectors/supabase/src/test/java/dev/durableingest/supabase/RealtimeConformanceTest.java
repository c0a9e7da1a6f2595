package dev.durableingest.supabase;

import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.supabase.simulator.SimulatorSettings;
import dev.durableingest.supabase.simulator.SupabaseSimulator;
import dev.durableingest.testkit.conformance.ConnectorConformance;
import dev.durableingest.testkit.conformance.Upstream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Mode {@code realtime} passes what every connector must pass, against a real database. A row that
 * Realtime tells comes with its operation and the time of its commit, and the same row read by key
 * has neither: key and version say that they are one. Its events carry no cursor.
 */
class RealtimeConformanceTest extends ConnectorConformance {
  @Override
  protected Upstream openUpstream(Path folder) throws SQLException {
    return new ToldApplication(PostgresServer.newDatabase());
  }

  @Override
  protected int events() {
    return 6;
  }

  @Override
  protected Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  protected boolean emitsWithoutCursors() {
    return true;
  }

  @Override
  protected List<String> identifyingColumns(String resource) {
    return List.of("id", "cdc_version");
  }

  /** An application whose changes are told as they are committed. */
  private static final class ToldApplication extends Application {
    private final SupabaseSimulator project;

    ToldApplication(PostgresServer.Database database) throws SQLException {
      super(database);
      this.project =
          new SupabaseSimulator(
              SimulatorSettings.of(database.jdbcUrl())
                  .withRowsMax(2)
                  .withSubscribeDelay(Duration.ofMillis(50)));
    }

    @Override
    public Pipeline pipeline() {
      return SupabasePipeline.create(Configs.realtime(project.url(), Duration.ZERO));
    }

    @Override
    public boolean dropConnections() {
      project.cutSockets();
      return true;
    }

    @Override
    public void close() {
      project.close();
    }
  }
}
