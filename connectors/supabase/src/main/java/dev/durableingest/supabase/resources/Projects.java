package dev.durableingest.supabase.resources;

import dev.durableingest.annotations.OlapTable;
import dev.durableingest.annotations.Replay;
import dev.durableingest.annotations.Resource;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;
import dev.durableingest.supabase.ProjectRow;
import dev.durableingest.supabase.change.ChangeCursor;
import dev.durableingest.supabase.change.Row;
import dev.durableingest.supabase.change.RowChange;
import java.util.Objects;

/** The changes of the table {@code projects}. */
@Resource(
    name = "projects",
    description = "One row per change of a project; the newest wins",
    replay = Replay.OVERLAPPING)
@OlapTable(name = "supabase_projects", orderBy = "id", version = "cdc_version")
public final class Projects implements ResourceProcessor<RowChange, ProjectRow, ChangeCursor> {

  /** Called by the generated pipeline. */
  public Projects() {}

  @Override
  public ProcessResult<ProjectRow, ChangeCursor> process(RowChange change) {
    Row row = change.row();
    return change.result(
        new ProjectRow(
            Objects.requireNonNull(row.integer("id"), "id"),
            row.text("name"),
            row.text("client"),
            row.bool("archived"),
            row.decimal("budget"),
            row.text("meta"),
            row.instant("created_at"),
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
