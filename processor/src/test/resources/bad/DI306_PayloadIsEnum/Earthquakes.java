package com.acme.quakes.resources;

import com.acme.quakes.QuakeCursor;
import com.acme.quakes.QuakeKind;
import com.acme.quakes.QuakeRow;
import dev.durableingest.annotations.OlapTable;
import dev.durableingest.annotations.Resource;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;
import org.jspecify.annotations.Nullable;

@Resource(name = "earthquakes", description = "One row per reported earthquake")
@OlapTable(name = "earthquakes", orderBy = {"region", "id"})
public final class Earthquakes implements ResourceProcessor<QuakeKind, QuakeRow, QuakeCursor> { // DI306
  @Override public @Nullable ProcessResult<QuakeRow, QuakeCursor> process(QuakeKind quake) {
    return ProcessResult.none();
  }
}
