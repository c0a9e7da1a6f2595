package dev.durableingest.supabase.realtime;

import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.SourceStopException;
import dev.durableingest.runtime.polling.PollTime;
import dev.durableingest.runtime.polling.TryAgainException;
import dev.durableingest.supabase.replication.FeedException;
import dev.durableingest.supabase.rest.Backfill;
import dev.durableingest.supabase.rest.PollFeed;
import dev.durableingest.supabase.rest.PolledTable;
import dev.durableingest.supabase.rest.Project;
import dev.durableingest.supabase.rest.SeenRows;
import java.util.List;

/**
 * Emits the changes of some tables as Realtime tells them, and the rows that it did not tell. What
 * a source's {@code run} has to do is {@link #run}.
 *
 * <p>Realtime has no cursor and does not say what it has lost. So the tables are read by key at
 * every start, after every reconnect, once in an interval, and when a change came without its row.
 * What is missed then is a row whose transaction took longer than the overlap or did not set its
 * version, and a delete that was not told.
 */
public final class RealtimeFeed {
  private final Project project;
  private final RealtimeSettings settings;
  private final List<PolledTable> tables;

  /**
   * @param project where the tables are
   * @param settings how they are read
   * @param tables the tables, each with the resource that takes its changes
   */
  public RealtimeFeed(Project project, RealtimeSettings settings, List<PolledTable> tables) {
    this.project = project;
    this.settings = settings;
    this.tables = List.copyOf(tables);
  }

  /**
   * Reads until it is interrupted.
   *
   * @throws FeedException when the connection is lost; with one line that says why
   * @throws TryAgainException when PostgREST or the tokens' server does not answer well
   * @throws SourceStopException when a table cannot be read until somebody acts
   * @throws InterruptedException when the pipeline is being cancelled
   */
  public void run(SourceContext context) throws Exception {
    SeenRows seen = new SeenRows(PollFeed.ROWS_REMEMBERED);
    String token = project.tokens().value();
    try (RealtimeSocket socket =
            new RealtimeSocket(project.at("/realtime/v1/websocket"), project.apiKey(), settings);
        RealtimeChannel channel = new RealtimeChannel(socket, project.tokens(), tables)) {
      ChangeEmitter emitter = new ChangeEmitter(context, tables, seen);
      RealtimeTail tail = new RealtimeTail(channel, emitter, context, settings);
      channel.join(token);
      tail.awaitStart();
      Backfill backfill =
          new Backfill(
              context, project, PollFeed.client(PollTime.of(context)), settings.reading(), seen);
      while (true) {
        for (PolledTable table : tables) {
          backfill.read(table, tail::drain);
        }
        tail.followUntilReadingIsDue();
      }
    }
  }
}
