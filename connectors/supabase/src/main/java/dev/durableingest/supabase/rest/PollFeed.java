package dev.durableingest.supabase.rest;

import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.SourceStopException;
import dev.durableingest.runtime.polling.PollTime;
import dev.durableingest.runtime.polling.PollingClient;
import dev.durableingest.runtime.polling.RateLimit;
import dev.durableingest.runtime.polling.Retry;
import dev.durableingest.runtime.polling.TryAgainException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Emits the rows of some tables whenever they are new or written to, by asking PostgREST again and
 * again. What a source's {@code run} has to do is {@link #run}.
 *
 * <p>It sees the state of rows and not their changes: of several changes between two readings the
 * last, and of a deleted row nothing. A row is missed when its transaction took longer than the
 * overlap, or did not set its version.
 */
public final class PollFeed {
  /** Rows that are remembered, to emit none again that is read again: some tens of megabytes. */
  public static final int ROWS_REMEMBERED = 100_000;

  private static final int REQUESTS_PER_SECOND = 20;
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final Project project;
  private final PollSettings settings;
  private final List<PolledTable> tables;

  /**
   * @param project where the tables are
   * @param settings how they are read
   * @param tables the tables, each with the resource that takes its rows
   */
  public PollFeed(Project project, PollSettings settings, List<PolledTable> tables) {
    this.project = project;
    this.settings = settings;
    this.tables = List.copyOf(tables);
  }

  /**
   * Reads until it is interrupted.
   *
   * @throws TryAgainException when the server cannot be reached, or does not answer well
   * @throws SourceStopException when a table cannot be read until somebody acts
   * @throws InterruptedException when the pipeline is being cancelled
   */
  public void run(SourceContext context) throws Exception {
    PollTime time = PollTime.of(context);
    Backfill backfill =
        new Backfill(context, project, client(time), settings, new SeenRows(ROWS_REMEMBERED));
    while (true) {
      for (PolledTable table : tables) {
        backfill.read(table, context::alive);
      }
      context.alive();
      time.sleep(settings.interval());
    }
  }

  /**
   * Looks at what {@link #run} would read: whether the project answers, takes the key, and has the
   * tables with their columns. Changes nothing, and asks for no row but one of each table.
   *
   * @return what is there, in one line
   * @throws TryAgainException when the server cannot be reached, or does not answer well
   * @throws SourceStopException when a table cannot be read until somebody acts
   * @throws InterruptedException when the check is given up
   */
  public String check() throws TryAgainException, InterruptedException {
    PollTime time = PollTime.system();
    Retry once = new Retry(time, Duration.ZERO, Duration.ZERO, 1, RandomGenerator.getDefault());
    TableReader reader = new TableReader(project, client(time, once));
    List<String> found = new ArrayList<>();
    for (PolledTable table : tables) {
      boolean isVisible = !reader.first(table).rows().isEmpty();
      found.add(table + (isVisible ? "" : " (no row is there, or row-level security hides all)"));
    }
    return project.url() + " answers and takes the key; it reads " + String.join(", ", found);
  }

  /** Asks with what is usual: twenty requests a second at most, six attempts. */
  public static PollingClient client(PollTime time) {
    return client(time, Retry.standard(time));
  }

  private static PollingClient client(PollTime time, Retry retry) {
    return new PollingClient(
        HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build(),
        time,
        new RateLimit(time, REQUESTS_PER_SECOND, Duration.ofSeconds(1)),
        retry,
        ANSWER_TIMEOUT);
  }
}
