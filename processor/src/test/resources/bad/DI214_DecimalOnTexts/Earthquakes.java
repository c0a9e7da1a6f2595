package com.acme.quakes.resources;

import com.acme.quakes.QuakeCursor;
import com.acme.quakes.QuakePayload;
import com.acme.quakes.QuakeRow;
import dev.durableingest.annotations.OlapTable;
import dev.durableingest.annotations.Resource;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;
import org.jspecify.annotations.Nullable;

@Resource(name = "earthquakes", description = "One row per reported earthquake")
@OlapTable(name = "earthquakes", orderBy = {"region", "id"})
public final class Earthquakes implements ResourceProcessor<QuakePayload, QuakeRow, QuakeCursor> {
  @Override public @Nullable ProcessResult<QuakeRow, QuakeCursor> process(QuakePayload quake) {
    if (quake.magnitude() < 0) return null;                       // drop: nothing written; the same as ProcessResult.none()
    return ProcessResult.of(new QuakeRow(quake.region(), quake.id(), null, quake.time()))
        .withCheckpoint(new QuakeCursor(quake.id()));
  }
}
