package dev.durableingest.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A connector of so many resources, each with a payload, a row of twelve columns and a cursor of
 * its own. Its hand-written classes name no generated one, so that they compile without the
 * processor, too.
 */
record GeneratedProject(Path folder, int resources) {

  /** Writes the sources; the same number gives the same bytes. */
  static GeneratedProject write(Path folder, int resources) throws IOException {
    Path root = folder.resolve("src/bench");
    Files.createDirectories(root.resolve("resources"));
    Files.writeString(root.resolve("BenchSource.java"), source(resources));
    for (int i = 0; i < resources; i++) {
      Files.writeString(root.resolve("Payload" + i + ".java"), payload(i));
      Files.writeString(root.resolve("Row" + i + ".java"), row(i));
      Files.writeString(root.resolve("Cursor" + i + ".java"), cursor(i));
      Files.writeString(root.resolve("resources/Resource" + i + ".java"), resource(i));
    }
    return new GeneratedProject(folder, resources);
  }

  /** The hand-written source files. */
  List<Path> sources() throws IOException {
    return javaFiles(folder.resolve("src"));
  }

  /** All Java files below a folder, sorted. */
  static List<Path> javaFiles(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return new ArrayList<>(
          files.filter(file -> file.toString().endsWith(".java")).sorted().toList());
    }
  }

  private static String source(int resources) {
    String listed =
        IntStream.range(0, resources)
            .mapToObj(i -> "  bench.resources.Resource" + i + ".class")
            .collect(Collectors.joining(",\n"));
    return """
        package bench;

        import dev.durableingest.annotations.Source;
        import dev.durableingest.runtime.SourceAdapter;
        import dev.durableingest.runtime.SourceContext;

        @Source(name = "bench", resources = {
        %s
        })
        public final class BenchSource implements SourceAdapter {
          @Override
          public void run(SourceContext context) {}
        }
        """
        .formatted(listed);
  }

  private static String payload(int i) {
    return """
        package bench;

        import java.math.BigDecimal;
        import java.time.Instant;

        public record Payload%d(
            long id, String region, String kind, BigDecimal price, Instant time) {
          public Payload%d {
            if (id < 0) {
              throw new IllegalArgumentException("id is 0 or more, was " + id);
            }
          }
        }
        """
        .formatted(i, i);
  }

  private static String row(int i) {
    return """
        package bench;

        import dev.durableingest.annotations.Decimal;
        import java.math.BigDecimal;
        import java.time.Instant;
        import java.util.UUID;
        import org.jspecify.annotations.Nullable;

        public record Row%d(
            long id,
            String region,
            String kind,
            @Decimal(precision = 38, scale = 18) BigDecimal price,
            @Decimal(precision = 38, scale = 18) BigDecimal size,
            @Nullable UUID makerOrderId,
            @Nullable UUID takerOrderId,
            @Nullable Long sequence,
            double weight,
            boolean live,
            Instant time,
            String origin) {}
        """
        .formatted(i);
  }

  private static String cursor(int i) {
    return """
        package bench;

        public record Cursor%d(long id) implements Comparable<Cursor%d> {
          @Override
          public int compareTo(Cursor%d other) {
            return Long.compare(id, other.id);
          }
        }
        """
        .formatted(i, i, i);
  }

  private static String resource(int i) {
    return """
        package bench.resources;

        import bench.Cursor%1$d;
        import bench.Payload%1$d;
        import bench.Row%1$d;
        import dev.durableingest.annotations.OlapTable;
        import dev.durableingest.annotations.Resource;
        import dev.durableingest.runtime.ProcessResult;
        import dev.durableingest.runtime.ResourceProcessor;
        import org.jspecify.annotations.Nullable;

        @Resource(name = "resource_%1$d", description = "Resource number %1$d")
        @OlapTable(name = "table_%1$d", orderBy = {"region", "id"})
        public final class Resource%1$d
            implements ResourceProcessor<Payload%1$d, Row%1$d, Cursor%1$d> {
          @Override
          public @Nullable ProcessResult<Row%1$d, Cursor%1$d> process(Payload%1$d payload) {
            if (payload.kind().isEmpty()) {
              return null;
            }
            return ProcessResult.of(
                    new Row%1$d(
                        payload.id(),
                        payload.region(),
                        payload.kind(),
                        payload.price(),
                        payload.price(),
                        null,
                        null,
                        null,
                        1.0,
                        true,
                        payload.time(),
                        "bench"))
                .withCheckpoint(payload.region(), new Cursor%1$d(payload.id()));
          }
        }
        """
        .formatted(i);
  }
}
