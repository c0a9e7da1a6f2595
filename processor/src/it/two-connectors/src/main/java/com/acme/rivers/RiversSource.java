package com.acme.rivers;

import com.acme.rivers.resources.Floods;
import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;

@Source(name = "rivers", resources = Floods.class)
public final class RiversSource implements SourceAdapter {
  @Override
  public void run(SourceContext context) throws Exception {
    context.emit(RiversResources.FLOODS, new Flood(1));
  }
}
