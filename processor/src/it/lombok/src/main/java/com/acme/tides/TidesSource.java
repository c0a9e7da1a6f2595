package com.acme.tides;

import com.acme.tides.resources.Levels;
import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import lombok.RequiredArgsConstructor;

/** Its constructor is written by Lombok. */
@Source(name = "tides", resources = Levels.class)
@RequiredArgsConstructor
public final class TidesSource implements SourceAdapter {
  private final TidesConfig config;

  @Override
  public void run(SourceContext context) throws Exception {
    Gauge gauge = Gauge.builder().harbour(config.harbour()).centimetres(412).build();
    context.emit(
        TidesResources.LEVELS, new Level(gauge.getHarbour(), gauge.getCentimetres()));
  }
}
