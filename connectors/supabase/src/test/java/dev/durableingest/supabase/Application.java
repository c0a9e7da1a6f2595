package dev.durableingest.supabase;

import dev.durableingest.testkit.conformance.Upstream;
import java.sql.SQLException;

/** An application that adds projects, some in one transaction. */
abstract class Application implements Upstream {
  final PostgresServer.Database database;
  private int projects;

  Application(PostgresServer.Database database) {
    this.database = database;
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
}
