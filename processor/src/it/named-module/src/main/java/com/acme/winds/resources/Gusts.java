package com.acme.winds.resources;

import com.acme.winds.Gust;
import dev.durableingest.annotations.OlapTable;
import dev.durableingest.annotations.Resource;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;

@Resource(name = "gusts")
@OlapTable(name = "gusts", orderBy = "id")
public final class Gusts implements ResourceProcessor<Gust, Gust, Long> {
  @Override
  public ProcessResult<Gust, Long> process(Gust gust) {
    return ProcessResult.of(gust).withCheckpoint(gust.id());
  }
}
