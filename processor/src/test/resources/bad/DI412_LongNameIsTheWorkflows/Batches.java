package com.acme.batch.resources;

import dev.durableingest.annotations.Replay;
import dev.durableingest.annotations.Resource;
import dev.durableingest.annotations.Stream;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;

@Resource(name = "batches", replay = Replay.NONE)
@Stream(name = "batches")
public final class Batches implements ResourceProcessor<String, Batches.Batch, Void> {
  public record Batch(String text) {}

  @Override public ProcessResult<Batch, Void> process(String text) {
    return ProcessResult.of(new Batch(text));
  }
}
