// tag::test[]
package com.acme.quakes;

import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.testkit.conformance.ConnectorConformance;
import dev.durableingest.testkit.conformance.OlderCursor;
import dev.durableingest.testkit.conformance.Upstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

class QuakesConformanceTest extends ConnectorConformance {
  @Override
  protected Upstream openUpstream(Path folder) throws IOException {
    return new Feed(Files.createFile(folder.resolve("quakes.csv")));
  }

  @Override
  protected List<OlderCursor> olderCursors() {
    return List.of(new OlderCursor(QuakesResources.EARTHQUAKES, "{\"id\":7}"));
  }

  /** The feed is a file here; an earthquake is a line. */
  private static final class Feed implements Upstream {
    private final Path file;
    private int last;

    Feed(Path file) {
      this.file = file;
    }

    @Override
    public Pipeline pipeline() {
      return QuakesPipeline.create(new QuakesConfig(file.toUri()));
    }

    @Override
    public int feed(int events) throws IOException {
      for (int i = 0; i < events; i++) {
        append(++last + ",Aegean,4.1,2026-01-03T08:12:44Z\n");
      }
      return events;
    }

    @Override
    public boolean feedMalformed() throws IOException {
      append("what is this?\n");
      return true;
    }

    private void append(String line) throws IOException {
      Files.writeString(file, line, StandardOpenOption.APPEND);
    }
  }
}
// end::test[]
