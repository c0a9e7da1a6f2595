package com.acme.shakes;

import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;

@Source(
    name = "shakes",
    resources = Integer.class) // DI104
public final class ShakesSource implements SourceAdapter {
  @Override
  public void run(SourceContext context) {}
}
