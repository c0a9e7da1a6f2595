package com.acme.quakes.resources;

import com.acme.quakes.QuakeCursor;
import com.acme.quakes.QuakePayload;
import com.acme.quakes.QuakeRow;
import dev.durableingest.annotations.Stream;
import dev.durableingest.annotations.Resource;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;
import org.jspecify.annotations.Nullable;

@Resource(name = "earthquakes", description = "One row per reported earthquake")
@Stream(name = "earthquakes")
public final class Earthquakes implements ResourceProcessor<QuakePayload, Record, QuakeCursor> { // DI305
  @Override public @Nullable ProcessResult<Record, QuakeCursor> process(QuakePayload quake) {
    if (quake.magnitude() < 0) return null;                       // drop: nothing written; the same as ProcessResult.none()
    return ProcessResult.<Record, QuakeCursor>of(new QuakeRow(quake.region(), quake.id(), quake.magnitude(), quake.time()))
        .withCheckpoint(new QuakeCursor(quake.id()));
  }
}
