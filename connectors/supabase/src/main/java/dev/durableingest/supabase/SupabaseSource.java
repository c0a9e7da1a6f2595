package dev.durableingest.supabase;

import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.supabase.replication.ReplicationFeed;
import dev.durableingest.supabase.replication.TrackedTable;
import dev.durableingest.supabase.resources.Projects;
import dev.durableingest.supabase.resources.TimeEntries;
import java.util.List;

/** Reads the tables {@code projects} and {@code time_entries}; a model for tables of your own. */
@Source(
    name = "supabase",
    resources = {Projects.class, TimeEntries.class})
public final class SupabaseSource implements SourceAdapter {
  private final SupabaseConfig config;

  /** A source of the project that the config names; connects when it runs. */
  public SupabaseSource(SupabaseConfig config) {
    this.config = config;
  }

  @Override
  public void run(SourceContext context) throws Exception {
    new ReplicationFeed(
            config.replication(),
            List.of(
                new TrackedTable(config.schema(), "projects", SupabaseResources.PROJECTS),
                new TrackedTable(config.schema(), "time_entries", SupabaseResources.TIME_ENTRIES)))
        .run(context);
  }
}
