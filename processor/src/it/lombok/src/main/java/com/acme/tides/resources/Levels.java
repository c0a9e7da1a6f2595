package com.acme.tides.resources;

import com.acme.tides.Level;
import dev.durableingest.annotations.Replay;
import dev.durableingest.annotations.Resource;
import dev.durableingest.annotations.Stream;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;

@Resource(name = "levels", replay = Replay.NONE)
@Stream(name = "levels", key = "harbour")
public final class Levels implements ResourceProcessor<Level, Level, Void> {
  @Override
  public ProcessResult<Level, Void> process(Level level) {
    return ProcessResult.of(level);
  }
}
