package dev.durableingest.supabase.rest;

import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.SourceStopException;
import dev.durableingest.runtime.polling.KeysetPages;
import dev.durableingest.runtime.polling.PollingClient;
import dev.durableingest.runtime.polling.TryAgainException;
import dev.durableingest.supabase.change.Operation;
import dev.durableingest.supabase.change.Row;
import dev.durableingest.supabase.change.RowChange;
import dev.durableingest.supabase.replication.SnapshotMode;
import dev.durableingest.supabase.rest.PollPosition.Table;
import dev.durableingest.supabase.rest.TableReader.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables in the order of version and key, from the place that is saved, less the overlap. The
 * position moves with every page, behind its rows. Owned by one thread.
 */
public final class Backfill {
  private static final String EVERYTHING = "-infinity";
  private static final String NOTHING = "infinity";
  private static final Instant FIRST_YEAR = Instant.parse("0001-01-01T00:00:00Z");

  private final SourceContext context;
  private final TableReader reader;
  private final Duration overlap;
  private final SnapshotMode snapshot;
  private final SeenRows seen;
  private final Map<String, Table> progress = new HashMap<>();
  private int rowsMost;

  /**
   * @param context takes the rows; its saved position is where the reading goes on
   * @param project where the tables are
   * @param client asks
   * @param settings overlap, and whether rows are read that are there already
   * @param seen what was emitted by this run
   */
  public Backfill(
      SourceContext context,
      Project project,
      PollingClient client,
      PollSettings settings,
      SeenRows seen) {
    this.context = context;
    this.reader = new TableReader(project, client);
    this.overlap = settings.overlap();
    this.snapshot = settings.snapshot();
    this.seen = seen;
    context.position(PollPosition.class).ifPresent(saved -> progress.putAll(saved.tables()));
  }

  /** Done between two pages, such as looking after a connection. */
  @FunctionalInterface
  public interface BetweenPages {

    /**
     * Does it.
     *
     * @throws Exception when the connection is lost
     */
    void run() throws Exception;
  }

  /**
   * Reads a table up to what it had when the reading began, or to its end.
   *
   * @throws TryAgainException when retries are used up
   * @throws SourceStopException when the table cannot be read at all
   * @throws Exception what {@code between} throws
   */
  public void read(PolledTable table, BetweenPages between) throws Exception {
    Table saved = progress.get(table.toString());
    if (saved == null && snapshot == SnapshotMode.NEVER) {
      Instant now = reader.from(table, NOTHING).serverTime();
      move(table, new Table(now, now, null));
      return;
    }
    Round round = new Round(table, saved, between);
    new KeysetPages<Row, List<String>>(round::page, row -> place(table, row))
        .read(saved == null ? null : saved.after(), round::take);
    round.end();
  }

  /** One reading of a table. */
  private final class Round {
    private final PolledTable table;
    private final @Nullable Table saved;
    private final BetweenPages between;
    private @Nullable Instant newest;
    private @Nullable Instant began;

    Round(PolledTable table, @Nullable Table saved, BetweenPages between) {
      this.table = table;
      this.saved = saved;
      this.between = between;
      this.newest = saved == null ? null : saved.newest();
    }

    List<Row> page(@Nullable List<String> after) throws TryAgainException, InterruptedException {
      Page page = after == null ? reader.from(table, start()) : reader.after(table, after);
      if (began == null) {
        began = page.serverTime();
      }
      rowsMost = Math.max(rowsMost, page.rows().size());
      return page.rows();
    }

    private String start() {
      Instant from = saved == null ? Instant.MIN : saved.nextFrom(overlap);
      return from.isBefore(FIRST_YEAR) ? EVERYTHING : from.toString();
    }

    boolean take(List<Row> rows) throws Exception {
      Instant last = Instant.MIN;
      for (Row row : rows) {
        last = emit(table, row);
        newest = newest == null || last.isAfter(newest) ? last : newest;
      }
      move(table, new Table(newest, began(), place(table, rows.get(rows.size() - 1))));
      between.run();
      // Under writers that never rest no page is empty: what is newer comes with the next reading,
      // which begins further back and sees what has committed late.
      return !last.isAfter(Objects.requireNonNull(began)) || rows.size() == rowsMost;
    }

    void end() throws InterruptedException {
      move(table, new Table(newest, began(), null));
    }

    /** A reading that was cut goes on, and is as old as it is. */
    private Instant began() {
      return saved != null && saved.after() != null
          ? saved.roundBegan()
          : Objects.requireNonNull(began);
    }
  }

  /** Emits a row if it is new; tells its version. */
  private Instant emit(PolledTable table, Row row) throws InterruptedException {
    value(table, row, table.version());
    Instant written = Objects.requireNonNull(row.instant(table.version()));
    long version = micros(written);
    if (seen.isNew(table, row, version)) {
      context.emit(
          table.resource(),
          new RowChange(
              Operation.SNAPSHOT, table.schema(), table.name(), row, true, null, null, version));
    }
    return written;
  }

  private void move(PolledTable table, Table to) throws InterruptedException {
    if (!to.equals(progress.put(table.toString(), to))) {
      context.position(new PollPosition(progress));
    }
  }

  /** Version and key of a row, each as it was sent. */
  private static List<String> place(PolledTable table, Row row) {
    List<String> place = new ArrayList<>(List.of(value(table, row, table.version())));
    for (String key : table.keys()) {
      place.add(value(table, row, key));
    }
    return List.copyOf(place);
  }

  private static String value(PolledTable table, Row row, String column) {
    String value = row.text(column);
    if (value == null) {
      throw new SourceStopException(
          ("Table %s has no value in column %s, which must be there and NOT NULL to be read by"
                  + " key.")
              .formatted(table, column),
          null);
    }
    return value;
  }

  /** As a version. */
  public static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
