package dev.durableingest.supabase;

import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.supabase.simulator.SimulatorSettings;
import dev.durableingest.supabase.simulator.SupabaseSimulator;
import dev.durableingest.testkit.conformance.ConnectorConformance;
import dev.durableingest.testkit.conformance.Upstream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Mode {@code poll} passes what every connector must pass, against a real database. Pages are short
 * and nothing is read again that need not be, so that a place which is saved too early is a row
 * that is missing. Its events carry no cursor.
 */
class PollConformanceTest extends ConnectorConformance {
  @Override
  protected Upstream openUpstream(Path folder) throws SQLException {
    return new PolledApplication(PostgresServer.newDatabase());
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

  /** An application whose transactions take no time, one after the other. */
  private static final class PolledApplication extends Application {
    private final SupabaseSimulator project;

    PolledApplication(PostgresServer.Database database) throws SQLException {
      super(database);
      this.project = new SupabaseSimulator(SimulatorSettings.of(database.jdbcUrl()).withRowsMax(2));
    }

    @Override
    public Pipeline pipeline() {
      return SupabasePipeline.create(Configs.poll(project.url(), Duration.ZERO));
    }

    @Override
    public void close() {
      project.close();
    }
  }
}
