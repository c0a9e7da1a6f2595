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
    return new Application(PostgresServer.newDatabase());
  }

  @Override
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }

  @Override
  protected List<OlderCursor> olderCursors() {
    return List.of(new OlderCursor(SupabaseResources.PROJECTS, "{\"lsn\":23072376,\"index\":0}"));
  }

  /** An application that adds projects, some in one transaction. */
  private static final class Application implements Upstream {
    private final PostgresServer.Database database;
    private int projects;

    Application(PostgresServer.Database database) {
      this.database = database;
    }

    @Override
    public Pipeline pipeline() {
      return SupabasePipeline.create(
          Configs.replication(database.url(), "conformance_" + database.name()));
    }

    @Override
    public int feed(int events) throws SQLException {
      int left = events;
      while (left > 0) {
        int together = Math.min(left, 1 + projects % 3);
        database.run(
            "insert into projects (id, name) select i, 'p' || i from generate_series("
                + (projects + 1)
                + ", "
                + (projects + together)
                + ") i");
        projects += together;
        left -= together;
      }
      return events;
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
