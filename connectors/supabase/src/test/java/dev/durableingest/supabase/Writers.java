package dev.durableingest.supabase;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Applications that write to the sample tables at the same time: short transactions, long ones that
 * commit late, rollbacks, bulk updates, deletes, rows that change their key, columns that come.
 */
final class Writers implements AutoCloseable {
  private static final int WRITERS = 3;
  private static final int PROJECTS = 200;

  private final PostgresServer.Database database;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private volatile boolean isClosed;

  Writers(PostgresServer.Database database, long seed) {
    this.database = database;
    for (int i = 0; i < WRITERS; i++) {
      int number = i;
      Random random = new Random(seed + i);
      threads.add(new Thread(() -> write(number, random), "writer-" + i));
    }
    threads.forEach(Thread::start);
  }

  private void write(int number, Random random) {
    try (Connection connection = database.connect();
        Statement sql = connection.createStatement()) {
      connection.setAutoCommit(false);
      sql.execute("set deadlock_timeout = '100ms'");
      connection.commit();
      while (!isClosed) {
        try {
          transaction(number, random, connection, sql);
        } catch (SQLException e) {
          connection.rollback(); // a deadlock, or a row that another writer has taken away
        }
      }
    } catch (SQLException | InterruptedException e) {
      failure.set(e);
    }
  }

  private static void transaction(int number, Random random, Connection connection, Statement sql)
      throws SQLException, InterruptedException {
    int statements = random.nextInt(20) == 0 ? 100 : 1 + random.nextInt(4);
    for (int i = 0; i < statements; i++) {
      statement(number, random, connection, sql);
    }
    if (random.nextInt(10) == 0) {
      Thread.sleep(random.nextInt(300)); // commits after others that began later
    }
    if (random.nextInt(8) == 0) {
      connection.rollback();
    } else {
      connection.commit();
    }
    Thread.sleep(random.nextInt(10));
  }

  private static void statement(int number, Random random, Connection connection, Statement sql)
      throws SQLException {
    // Each writer has projects of its own, so that they rarely wait for each other.
    long id = (long) number * 1_000_000 + random.nextInt(PROJECTS);
    switch (random.nextInt(20)) {
      case 0 -> sql.execute("delete from projects where id = " + id);
      case 1 ->
          sql.execute(
              "update projects set id = id + 1000 where id = "
                  + id
                  + " and not exists (select 1 from projects where id = "
                  + (id + 1000)
                  + ") and not exists (select 1 from time_entries where project_id = "
                  + id
                  + ")");
      case 2 ->
          sql.execute(
              "update time_entries set seconds = coalesce(seconds, 0) + 1 where project_id = "
                  + id);
      case 3 -> sql.execute("delete from time_entries where project_id = " + id);
      case 4, 5, 6, 7, 8 -> insertEntry(id, random, connection);
      case 9 ->
          sql.execute("update projects set budget = " + random.nextInt() + " where id = " + id);
      default ->
          sql.execute(
              "insert into projects (id, name) values ("
                  + id
                  + ", 'p"
                  + random.nextInt()
                  + "') on conflict (id) do update set name = excluded.name,"
                  + " updated_at = clock_timestamp()");
    }
  }

  private static void insertEntry(long project, Random random, Connection connection)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into time_entries (id, project_id, user_id, started_at, note)"
                + " select ?, p.id, ?, clock_timestamp(), repeat(?, ?) from projects p"
                + " where p.id = ?")) {
      insert.setObject(1, new UUID(random.nextLong(), random.nextLong()));
      insert.setObject(2, new UUID(0, random.nextInt(5)));
      insert.setString(3, Integer.toString(random.nextInt()));
      insert.setInt(4, random.nextInt(10) == 0 ? 2_000 : 1);
      insert.setLong(5, project);
      insert.executeUpdate();
    }
  }

  /** Ends the writers; whatever they began is committed or rolled back then. */
  @Override
  public void close() {
    isClosed = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    requireWell();
  }

  /** Throws when a writer has failed, so that a test without writers proves nothing. */
  void requireWell() {
    if (failure.get() != null) {
      throw new IllegalStateException("A writer failed", failure.get());
    }
  }
}
