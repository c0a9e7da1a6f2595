package com.acme.winds;

import com.acme.winds.resources.Gusts;
import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;

@Source(name = "winds", resources = Gusts.class)
public final class WindsSource implements SourceAdapter {
  @Override
  public void run(SourceContext context) throws Exception {
    context.emit(WindsResources.GUSTS, new Gust(1, 21.5));
  }
}
