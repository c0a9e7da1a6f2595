package com.acme.everything.resources;

import com.acme.everything.Sound;
import dev.durableingest.annotations.Replay;
import dev.durableingest.annotations.Resource;
import dev.durableingest.annotations.Stream;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;

@Resource(name = "whispers", replay = Replay.NONE)
@Stream(name = "whispers")
public final class Whispers implements ResourceProcessor<byte[], Sound, Void> {
  @Override
  public ProcessResult<Sound, Void> process(byte[] payload) {
    return ProcessResult.none();
  }
}
