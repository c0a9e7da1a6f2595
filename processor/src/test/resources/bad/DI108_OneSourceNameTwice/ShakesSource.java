package com.acme.shakes;

import com.acme.shakes.resources.Shakes;
import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;

@Source(
    name = "quakes", // DI108
    resources = Shakes.class)
public final class ShakesSource implements SourceAdapter {
  @Override
  public void run(SourceContext context) {}
}
