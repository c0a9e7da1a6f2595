package com.acme.quakes;

import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import com.acme.quakes.resources.Earthquakes;
import java.util.List;

@Source(name = "quakes", resources = {Earthquakes.class})
public final class QuakesSource implements SourceAdapter {
  private final QuakesConfig config;

  public QuakesSource(QuakesConfig config) { this.config = config; }

  @Override public void run(SourceContext context) throws Exception {
    long after = context.checkpoint(QuakesResources.EARTHQUAKES).map(QuakeCursor::id).orElse(0L);
    for (QuakePayload quake : fetchAfter(after)) {
      context.emit(QuakesResources.EARTHQUAKES, quake);
    }
  }

  private List<QuakePayload> fetchAfter(long id) {
    return List.of(new QuakePayload(id + 1, config.feedUrl().getHost(), 4.5, java.time.Instant.EPOCH, List.of()));
  }
}
