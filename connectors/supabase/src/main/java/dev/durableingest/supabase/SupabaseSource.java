package dev.durableingest.supabase;

import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.Checkable;
import dev.durableingest.runtime.Conditional;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.supabase.realtime.RealtimeFeed;
import dev.durableingest.supabase.replication.ReplicationFeed;
import dev.durableingest.supabase.replication.TrackedTable;
import dev.durableingest.supabase.resources.Projects;
import dev.durableingest.supabase.resources.TimeEntries;
import dev.durableingest.supabase.rest.PollFeed;
import dev.durableingest.supabase.rest.PolledTable;
import java.util.List;
import java.util.Optional;

/** Reads the tables {@code projects} and {@code time_entries}; a model for tables of your own. */
@Source(
    name = "supabase",
    resources = {Projects.class, TimeEntries.class})
public final class SupabaseSource implements SourceAdapter, Checkable, Conditional {
  private final SupabaseConfig config;

  /** A source of the project that the config names; connects when it runs. */
  public SupabaseSource(SupabaseConfig config) {
    this.config = config;
  }

  @Override
  public void run(SourceContext context) throws Exception {
    switch (config.mode()) {
      case REPLICATION -> new ReplicationFeed(config.replication(), tracked()).run(context);
      case REALTIME -> new RealtimeFeed(config.project(), config.realtime(), polled()).run(context);
      case POLL -> new PollFeed(config.project(), config.poll(), polled()).run(context);
    }
  }

  @Override
  public String check() throws Exception {
    return switch (config.mode()) {
      case REPLICATION -> new ReplicationFeed(config.replication(), tracked()).check();
      case REALTIME, POLL -> new PollFeed(config.project(), config.poll(), polled()).check();
    };
  }

  @Override
  public Optional<String> condition() {
    return switch (config.mode()) {
      case REPLICATION -> Optional.empty();
      case REALTIME, POLL -> Optional.of(config.poll().condition()); // the overlap is one for both
    };
  }

  private List<TrackedTable> tracked() {
    return List.of(
        new TrackedTable(config.schema(), "projects", SupabaseResources.PROJECTS),
        new TrackedTable(config.schema(), "time_entries", SupabaseResources.TIME_ENTRIES));
  }

  private List<PolledTable> polled() {
    return tracked().stream()
        .map(table -> PolledTable.of(table.schema(), table.name(), table.resource()))
        .toList();
  }
}
