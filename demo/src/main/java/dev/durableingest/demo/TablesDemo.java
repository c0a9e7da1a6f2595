package dev.durableingest.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A real PostgreSQL that applications write to, the Supabase workflow in replication mode, a kill
 * in the middle, and a look at every row afterwards.
 */
final class TablesDemo {
  private static final Duration READ = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(40);
  private static final long LOOK_MILLIS = 50;
  private static final int ROWS_BEFORE = 10_000;

  private final DemoOptions options;
  private final Screen screen;
  private final Watch watch;

  TablesDemo(DemoOptions options, Screen screen) {
    this.options = options;
    this.screen = screen;
    this.watch = new Watch(screen);
  }

  /** Plays it all, and tells what was found; the exit code. */
  int show() throws IOException, SQLException, InterruptedException {
    try (EmbeddedPostgres postgres = startPostgres()) {
      Tables tables = new Tables(postgres.getJdbcUrl("postgres", "postgres"));
      tables.create(ROWS_BEFORE);
      screen.heading(
          "A PostgreSQL with %,d rows, 2 applications with %,d transactions a second each, %d s."
              .formatted(ROWS_BEFORE, options.rate(), options.duration().toSeconds()));
      screen.line(
          "The database is at %s and goes on whatever happens.".formatted(address(postgres)));
      screen.line("");
      long unread;
      try (Applications applications = new Applications(tables, options.rate())) {
        unread = play(postgres, applications);
      }
      return tell(tables, unread);
    }
  }

  /** With every commit on the disk before it is answered, as a real one is run. */
  private static EmbeddedPostgres startPostgres() throws IOException {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("wal_level", "logical")
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("fsync", "on")
          .setPGStartupWait(Duration.ofMinutes(2))
          .start();
    } catch (IOException | IllegalStateException e) {
      throw new IOException("the embedded PostgreSQL does not start: " + e.getMessage(), e);
    }
  }

  private static String address(EmbeddedPostgres postgres) {
    return "postgresql://postgres@localhost:" + postgres.getPort() + "/postgres";
  }

  /** Tells how many transactions were committed between the kill and the next connection. */
  private long play(EmbeddedPostgres postgres, Applications applications)
      throws IOException, SQLException, InterruptedException {
    Duration half = options.duration().dividedBy(2);
    long atDeath;
    try (WorkflowProcess first = start(postgres, "started")) {
      watch.awaitStreaming(first);
      watch.watch(first, half, Duration.ZERO);
      first.kill();
      atDeath = applications.transactions();
      watch.addBefore(first.status().events());
      screen.heading(
          "  %5.1f s  SIGKILL to process %d: it had no moment left for anything"
              .formatted(Watch.seconds(half), first.pid()));
    }
    try (WorkflowProcess second = start(postgres, "started again")) {
      watch.awaitStreaming(second);
      long unread = applications.transactions() - atDeath;
      watch.watch(second, options.duration().minus(half), half);
      applications.close();
      awaitRead(postgres, second);
      watch.settle(second, options.duration());
      int exitCode = second.terminate(STOP);
      screen.heading(
          "  %5.1f s  SIGTERM to process %d: drained, exit code %d"
              .formatted(Watch.seconds(options.duration()), second.pid(), exitCode));
      if (exitCode != 0) {
        throw new IOException("the workflow ended with exit code " + exitCode);
      }
      return unread;
    }
  }

  /** Waits until the slot is confirmed up to the end of the log. */
  private static void awaitRead(EmbeddedPostgres postgres, WorkflowProcess process)
      throws IOException, SQLException, InterruptedException {
    Tables tables = new Tables(postgres.getJdbcUrl("postgres", "postgres"));
    String end = tables.value("select pg_current_wal_flush_lsn()");
    String isRead =
        "select count(*) from pg_replication_slots where confirmed_flush_lsn >= '%s'::pg_lsn"
            .formatted(end);
    long deadline = System.nanoTime() + READ.toNanos();
    while (!tables.value(isRead).equals("1")) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        throw new IOException("process %d does not read the log".formatted(process.pid()));
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private WorkflowProcess start(EmbeddedPostgres postgres, String what) throws IOException {
    WorkflowProcess process =
        WorkflowProcess.start(
            options.folder(), "supabase", List.of("--database-url=" + address(postgres)));
    screen.line("           SupabaseWorkflow %s as process %d".formatted(what, process.pid()));
    return process;
  }

  private int tell(Tables tables, long unread) throws SQLException {
    List<TableCheck> checks = TableCheck.all(tables, options.folder());
    screen.line("");
    screen.heading("Every row of " + options.folder() + ", compared with the row of the database:");
    screen.line("");
    TableCheck.lines(checks).forEach(screen::line);
    screen.line("");
    screen.line(
        "  %,d transactions were committed after the kill before the next process read the log."
            .formatted(unread));
    screen.line("");
    if (!checks.stream().allMatch(TableCheck::isExact)) {
      screen.heading(
          "That is not what was promised. The data and " + options.folder() + " are kept.");
      return 1;
    }
    screen.heading("Nothing lost, nothing that is not there, deletes included.");
    screen.line("");
    screen.line("Next:  ./ingest supabase --database-url postgresql://…   your own database");
    screen.line("       docs/how-to/read-your-own-tables.md              your own tables");
    return 0;
  }
}
