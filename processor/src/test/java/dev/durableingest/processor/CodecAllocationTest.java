package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.sun.management.ThreadMXBean;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.wiring.RecordCodec;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/**
 * Goal: a primitive is never boxed on its way from a record to a sink. Method: a record of
 * primitives is checked and written often to a writer that keeps nothing; the thread must not have
 * allocated an object each time.
 */
class CodecAllocationTest {
  private static final int TIMES = 20_000;

  /** Outside of what the JVM keeps ready as boxes, so that a box is an allocation. */
  private static final String ROW =
      """
      package com.acme.quakes;
      import org.jspecify.annotations.Nullable;
      public record QuakeRow(
          String region, long id, int count, short small, byte tiny, float share, double magnitude,
          boolean felt, @Nullable Long maybe, @Nullable Integer absent) {}
      """;

  private static final String RESOURCE =
      """
      package com.acme.quakes.resources;
      import com.acme.quakes.*;
      import dev.durableingest.annotations.*;
      import dev.durableingest.runtime.*;
      @Resource(name = "earthquakes")
      @OlapTable(name = "earthquakes", orderBy = "id")
      public final class Earthquakes
          implements ResourceProcessor<QuakePayload, QuakeRow, QuakeCursor> {
        @Override public ProcessResult<QuakeRow, QuakeCursor> process(QuakePayload quake) {
          return ProcessResult.none(new QuakeCursor(quake.id()));
        }
      }
      """;

  @Test
  @SuppressWarnings("unchecked") // the only resource writes these rows
  void writesPrimitivesWithoutABox() throws Exception {
    Compilation compilation = Connector.good("quakes").with(ROW).with(RESOURCE).compile();
    assertThat(compilation.errors()).isEmpty();
    CompiledClasses classes = new CompiledClasses(compilation);
    Class<?> config = classes.load("com.acme.quakes.QuakesConfig");
    Pipeline pipeline =
        (Pipeline)
            classes
                .load("com.acme.quakes.QuakesPipeline")
                .getMethod("create", config)
                .invoke(null, (Object) null);
    RecordCodec<Record> codec = (RecordCodec<Record>) pipeline.source().resources().get(0).codec();
    Record row =
        (Record)
            classes
                .load("com.acme.quakes.QuakeRow")
                .getConstructors()[0]
                .newInstance(
                    "r",
                    1L << 40,
                    1 << 20,
                    (short) 999,
                    (byte) 1,
                    0.5f,
                    0.25,
                    true,
                    1L << 41,
                    null);

    long bytes = allocated(codec, row);
    bytes = Math.min(bytes, allocated(codec, row)); // the first time classes are loaded, too

    assertThat(bytes).as("bytes for %d records", TIMES).isLessThan(TIMES);
  }

  private static long allocated(RecordCodec<Record> codec, Record row) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    SummingWriter out = new SummingWriter();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < TIMES; i++) {
      codec.check(row);
      codec.write(row, out);
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(out.values()).isEqualTo(10L * TIMES);
    return bytes;
  }
}
