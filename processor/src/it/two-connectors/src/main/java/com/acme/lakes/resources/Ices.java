package com.acme.lakes.resources;

import com.acme.lakes.Ice;
import dev.durableingest.annotations.OlapTable;
import dev.durableingest.annotations.Resource;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;

@Resource(name = "ices")
@OlapTable(name = "ices", orderBy = "id")
public final class Ices implements ResourceProcessor<Ice, Ice, Long> {
  @Override
  public ProcessResult<Ice, Long> process(Ice event) {
    return ProcessResult.of(event).withCheckpoint(event.id());
  }
}
