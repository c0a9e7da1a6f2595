package dev.durableingest.supabase;

import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.testkit.conformance.ConnectorConformance;
import dev.durableingest.testkit.conformance.OlderCursor;
import dev.durableingest.testkit.conformance.Upstream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The connector passes what every connector must pass, against a real database. */
class SupabaseConformanceTest extends ConnectorConformance {
  @Override
  protected Upstream openUpstream(Path folder) throws SQLException {
    return new LoggedApplication(PostgresServer.newDatabase());
  }

  @Override
  protected Duration patience() {
    return Duration.ofMinutes(2);
  }

  @Override
  protected List<OlderCursor> olderCursors() {
    return List.of(new OlderCursor(SupabaseResources.PROJECTS, "{\"lsn\":23072376,\"index\":0}"));
  }

  /** Its database is read by log. */
  private static final class LoggedApplication extends Application {
    LoggedApplication(PostgresServer.Database database) {
      super(database);
    }

    @Override
    public Pipeline pipeline() {
      return SupabasePipeline.create(
          Configs.replication(database.url(), "conformance_" + database.name()));
    }

    @Override
    public boolean dropConnections() throws SQLException {
      database.run(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where datname = current_database() and application_name like 'durable-ingest %'");
      return true;
    }

    @Override
    public void close() {
      try {
        dropConnections();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
