// tag::resource[]
package com.acme.quakes.resources;

import com.acme.quakes.Quake;
import com.acme.quakes.QuakeCursor;
import com.acme.quakes.QuakeRow;
import dev.durableingest.annotations.OlapTable;
import dev.durableingest.annotations.Resource;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;

@Resource(name = "earthquakes", description = "One row per reported earthquake")
@OlapTable(
    name = "earthquakes",
    orderBy = {"region", "id"})
public final class Earthquakes implements ResourceProcessor<Quake, QuakeRow, QuakeCursor> {
  @Override
  public ProcessResult<QuakeRow, QuakeCursor> process(Quake quake) {
    if (quake.magnitude() < 0) {
      return ProcessResult.none(new QuakeCursor(quake.id())); // nothing to write; the cursor moves
    }
    return ProcessResult.of(
            new QuakeRow(quake.region(), quake.id(), quake.magnitude(), quake.time()))
        .withCheckpoint(new QuakeCursor(quake.id()));
  }
}
// end::resource[]
