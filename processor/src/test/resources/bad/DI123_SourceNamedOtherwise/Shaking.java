package com.acme.shakes;

import com.acme.shakes.resources.Shakes;
import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;

@Source(
    name = "shakes",
    resources = Shakes.class)
public final class Shaking implements SourceAdapter { // DI123
  @Override
  public void run(SourceContext context) {}
}
