package com.acme.tremors;

import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import com.acme.tremors.resources.Earthquakes;
import com.acme.quakes.*;
import java.util.List;

@Source(name = "tremors", resources = {Earthquakes.class})
final class TremorsSource implements SourceAdapter { // DI121
  private final QuakesConfig config;

  public TremorsSource(QuakesConfig config) { this.config = config; }

  @Override public void run(SourceContext context) throws Exception {
    long after = context.checkpoint(TremorsResources.EARTHQUAKES).map(QuakeCursor::id).orElse(0L);
    for (QuakePayload quake : fetchAfter(after)) {
      context.emit(TremorsResources.EARTHQUAKES, quake);
    }
  }

  private List<QuakePayload> fetchAfter(long id) {
    return List.of(new QuakePayload(id + 1, config.feedUrl().getHost(), 4.5, java.time.Instant.EPOCH));
  }
}
