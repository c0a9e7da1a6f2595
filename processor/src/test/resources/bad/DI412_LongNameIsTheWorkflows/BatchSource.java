package com.acme.batch;

import com.acme.batch.resources.Batches;
import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;

@Source(name = "batch", resources = Batches.class)
public final class BatchSource implements SourceAdapter {
  public BatchSource(BatchConfig config) {}

  @Override public void run(SourceContext context) {}
}
