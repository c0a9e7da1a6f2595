// tag::source[]
package com.acme.quakes;

import com.acme.quakes.resources.Earthquakes;
import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads earthquakes, one a line: id, region, magnitude, time. */
@Source(
    name = "quakes",
    resources = {Earthquakes.class})
public final class QuakesSource implements SourceAdapter {
  private final QuakesConfig config;

  public QuakesSource(QuakesConfig config) {
    this.config = config;
  }

  @Override
  public void run(SourceContext context) throws Exception {
    long after = context.checkpoint(QuakesResources.EARTHQUAKES).map(QuakeCursor::id).orElse(0L);
    try (var feed = config.feedUrl().toURL().openStream();
        var lines = new BufferedReader(new InputStreamReader(feed, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        emit(context, line, after);
      }
    }
  }

  private static void emit(SourceContext context, String line, long after)
      throws InterruptedException {
    Quake quake;
    try {
      quake = Quake.parse(line);
    } catch (RuntimeException e) { // no earthquake: kept as a dead letter, and the next one comes
      context.reject(QuakesResources.EARTHQUAKES, line.getBytes(StandardCharsets.UTF_8), e);
      return;
    }
    if (quake.id() > after) {
      context.emit(QuakesResources.EARTHQUAKES, quake);
    }
  }
}
// end::source[]
