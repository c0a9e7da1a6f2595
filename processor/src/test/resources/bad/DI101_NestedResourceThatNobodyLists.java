package com.acme.quakes;

import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import com.acme.quakes.resources.Earthquakes;
import dev.durableingest.annotations.OlapTable;
import dev.durableingest.annotations.Resource;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;
import org.jspecify.annotations.Nullable;
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

  @Resource(name = "shakes", description = "One row per reported earthquake")
  @OlapTable(name = "shakes", orderBy = {"region", "id"})
  private static final class Shakes implements ResourceProcessor<QuakePayload, QuakeRow, QuakeCursor> { // DI101
    @Override public @Nullable ProcessResult<QuakeRow, QuakeCursor> process(QuakePayload quake) {
      if (quake.magnitude() < 0) return null;                       // drop: nothing written; the same as ProcessResult.none()
      return ProcessResult.of(new QuakeRow(quake.region(), quake.id(), quake.magnitude(), quake.time()))
          .withCheckpoint(new QuakeCursor(quake.id()));
    }
  }

  private List<QuakePayload> fetchAfter(long id) {
    return List.of(new QuakePayload(id + 1, config.feedUrl().getHost(), 4.5, java.time.Instant.EPOCH));
  }
}
