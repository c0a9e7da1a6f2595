package dev.durableingest.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Two applications that write to the tables, each in its own half of the projects: inserts,
 * updates, deletes, bulk updates, rollbacks, and transactions that commit late.
 */
final class Applications implements AutoCloseable {
  private static final int COUNT = 2;
  private static final int PROJECTS = 5_000;

  private final Tables tables;
  private final long pauseNanos;
  private final AtomicLong transactions = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean isClosed;

  Applications(Tables tables, int perSecond) {
    this.tables = tables;
    this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    for (int i = 0; i < COUNT; i++) {
      int first = 1 + i * PROJECTS;
      Random random = new Random(i);
      threads.add(new Thread(() -> write(first, random), "application-" + i));
    }
    threads.forEach(Thread::start);
  }

  /** How many transactions were committed. */
  long transactions() {
    return transactions.get();
  }

  private void write(int first, Random random) {
    try (Connection connection = tables.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      while (!isClosed) {
        transaction(first, random, connection, statement);
        TimeUnit.NANOSECONDS.sleep(pauseNanos);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("An application cannot write: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void transaction(int first, Random random, Connection connection, Statement statement)
      throws SQLException, InterruptedException {
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      statement.executeUpdate(change(first, random));
    }
    if (random.nextInt(50) == 0) {
      TimeUnit.MILLISECONDS.sleep(random.nextInt(300)); // commits after others that began later
    }
    if (random.nextInt(20) == 0) {
      connection.rollback();
    } else {
      connection.commit();
      transactions.incrementAndGet();
    }
  }

  private static String change(int first, Random random) {
    int id = first + random.nextInt(PROJECTS);
    return switch (random.nextInt(10)) {
      case 0 -> "delete from projects where id = " + id;
      case 1 ->
          "update projects set archived = not archived where id between %d and %d"
              .formatted(id, id + random.nextInt(50));
      case 2, 3, 4, 5 ->
          "insert into time_entries (id, project_id, user_id, started_at, seconds, rate, tags)"
              + " select gen_random_uuid(), id, gen_random_uuid(), now(), %d, %d.123456789, '{a,b}'"
                  .formatted(random.nextInt(3600), random.nextInt(100))
              + " from projects where id = "
              + id;
      case 6 ->
          "delete from time_entries where id = (select id from time_entries"
              + " where project_id between %d and %d limit 1)"
                  .formatted(first, first + PROJECTS - 1);
      default ->
          "insert into projects (id, name) values (%1$d, 'made %2$d') on conflict (id) do update"
                  .formatted(id, random.nextInt())
              + " set name = excluded.name, budget = coalesce(projects.budget, 0) + 0.0001";
    };
  }

  /** Ends them; what they began is committed or rolled back then. */
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
  }
}
