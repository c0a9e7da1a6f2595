package com.acme.quakes.resources;

import com.acme.quakes.QuakeCursor;
import com.acme.quakes.QuakePayload;
import dev.durableingest.annotations.OlapTable;
import dev.durableingest.annotations.Resource;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;
import org.jspecify.annotations.Nullable;

@Resource(name = "shakes", description = "One row per reported earthquake")
@OlapTable(
    name = "earthquakes", // DI203
    orderBy = "id")
public final class Shakes implements ResourceProcessor<QuakePayload, QuakeCursor, QuakeCursor> {
  @Override public @Nullable ProcessResult<QuakeCursor, QuakeCursor> process(QuakePayload quake) {
    if (quake.magnitude() < 0) return null;                       // drop: nothing written; the same as ProcessResult.none()
    return ProcessResult.of(new QuakeCursor(quake.id()))
        .withCheckpoint(new QuakeCursor(quake.id()));
  }
}
