package dev.durableingest.supabase.resources;

import dev.durableingest.annotations.OlapTable;
import dev.durableingest.annotations.Replay;
import dev.durableingest.annotations.Resource;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;
import dev.durableingest.supabase.TimeEntryRow;
import dev.durableingest.supabase.change.ChangeCursor;
import dev.durableingest.supabase.change.Row;
import dev.durableingest.supabase.change.RowChange;
import java.util.Objects;

/** The changes of the table {@code time_entries}. */
@Resource(
    name = "time_entries",
    description = "One row per change of a time entry; the newest wins",
    replay = Replay.OVERLAPPING)
@OlapTable(name = "supabase_time_entries", orderBy = "id", version = "cdc_version")
public final class TimeEntries implements ResourceProcessor<RowChange, TimeEntryRow, ChangeCursor> {

  /** Called by the generated pipeline. */
  public TimeEntries() {}

  @Override
  public ProcessResult<TimeEntryRow, ChangeCursor> process(RowChange change) {
    Row row = change.row();
    return change.result(
        new TimeEntryRow(
            Objects.requireNonNull(row.uuid("id"), "id"),
            row.integer("project_id"),
            row.uuid("user_id"),
            row.instant("started_at"),
            row.instant("stopped_at"),
            row.integer("seconds"),
            row.text("rate"),
            row.text("note"),
            row.array("tags"),
            row.bytes("raw"),
            row.instant("updated_at"),
            change.operation().text(),
            change.lsn(),
            change.index(),
            change.commitTime(),
            change.isDelete(),
            change.isComplete(),
            change.version()));
  }
}
