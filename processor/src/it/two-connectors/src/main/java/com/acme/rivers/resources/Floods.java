package com.acme.rivers.resources;

import com.acme.rivers.Flood;
import dev.durableingest.annotations.OlapTable;
import dev.durableingest.annotations.Resource;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;

@Resource(name = "floods")
@OlapTable(name = "floods", orderBy = "id")
public final class Floods implements ResourceProcessor<Flood, Flood, Long> {
  @Override
  public ProcessResult<Flood, Long> process(Flood event) {
    return ProcessResult.of(event).withCheckpoint(event.id());
  }
}
