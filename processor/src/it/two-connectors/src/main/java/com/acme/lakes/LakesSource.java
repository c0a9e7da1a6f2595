package com.acme.lakes;

import com.acme.lakes.resources.Ices;
import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;

@Source(name = "lakes", resources = Ices.class)
public final class LakesSource implements SourceAdapter {
  @Override
  public void run(SourceContext context) throws Exception {
    context.emit(LakesResources.ICES, new Ice(1));
  }
}
