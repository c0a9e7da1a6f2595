package com.acme.quakes.resources;

import com.acme.quakes.QuakePayload;
import com.acme.quakes.QuakeRow;
import com.acme.quakes.QuakesResources;
import dev.durableingest.annotations.OlapTable;
import dev.durableingest.annotations.Resource;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;
import org.jspecify.annotations.Nullable;

@Resource(name = "earthquakes", description = "One row per reported earthquake")
@OlapTable(name = "earthquakes", orderBy = {"region", "id"})
public final class Earthquakes implements ResourceProcessor<QuakePayload, QuakeRow, QuakesResources> { // DI128
  @Override public @Nullable ProcessResult<QuakeRow, QuakesResources> process(QuakePayload quake) {
    return null;
  }
}
