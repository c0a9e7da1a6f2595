package com.acme.everything.resources;

import com.acme.everything.Sound;
import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.annotations.Resource;
import dev.durableingest.annotations.Stream;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;

@Resource(name = "echoes", onError = OnError.HALT, replay = Replay.OVERLAPPING)
@Stream(name = "echoes", key = "text")
public final class Echoes implements ResourceProcessor<String, Sound, Long> {
  @Override
  public ProcessResult<Sound, Long> process(String payload) {
    return ProcessResult.none();
  }
}
