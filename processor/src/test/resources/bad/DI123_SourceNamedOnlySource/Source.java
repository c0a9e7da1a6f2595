package com.acme.shakes;

import com.acme.shakes.resources.Shakes;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;

@dev.durableingest.annotations.Source(
    name = "shakes",
    resources = Shakes.class)
public final class Source implements SourceAdapter { // DI123
  @Override
  public void run(SourceContext context) {}
}
