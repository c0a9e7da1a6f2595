package com.acme.fleet.resources;

import com.acme.fleet.Position;
import com.acme.fleet.Sighting;
import dev.durableingest.annotations.OlapTable;
import dev.durableingest.annotations.Resource;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;

@Resource(name = "halts")
@OlapTable(name = "positions", orderBy = {"vehicle", "at"})
public final class Halts implements ResourceProcessor<Sighting, Position, Long> {
  @Override
  public ProcessResult<Position, Long> process(Sighting sighting) {
    return ProcessResult.of(new Position(sighting.vehicle(), sighting.at(), null))
        .withCheckpoint(sighting.at());
  }
}
