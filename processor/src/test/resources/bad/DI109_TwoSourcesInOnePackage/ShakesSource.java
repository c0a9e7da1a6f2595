package com.acme.quakes;

import com.acme.quakes.resources.Shakes;
import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;

@Source(
    name = "shakes",
    resources = Shakes.class)
public final class ShakesSource implements SourceAdapter { // DI109
  @Override
  public void run(SourceContext context) {}
}
