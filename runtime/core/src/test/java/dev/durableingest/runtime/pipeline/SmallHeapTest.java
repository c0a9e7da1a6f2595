package dev.durableingest.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.file.TinyDisk;
import dev.durableingest.runtime.pipeline.Counted.Tick;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Goal: a sink that is down costs no more heap than the limits that have a name, however long. How
 * long cannot matter once the source is held back, so the test waits for that. Method: a process
 * with a heap of 48 MiB is to ingest several times that into a disk of one; when the disk has been
 * full for a while it becomes large, and everything arrives.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SmallHeapTest {
  @TempDir Path folder;

  /** Large payloads; small ones in great number; small ones that become many large records. */
  @ParameterizedTest
  @CsvSource({
    "large, 2500, 65536",
    "small, 400000, 20",
    "fanning, 120, 20",
    "journaled, 2500, 65536",
  })
  void holdsItsLimitsWhileTheDiskIsFull(String kind, int events, int characters) throws Exception {
    Path streams = Files.createDirectories(folder.resolve("streams"));
    Optional<TinyDisk> disk = TinyDisk.mount(streams);
    Assumptions.assumeTrue(disk.isPresent(), "this process may not mount a file system");
    try (TinyDisk mounted = disk.get()) {
      Process child = start(kind, events, characters);
      try {
        assertThat(child.getInputStream().read())
            .as("it waits for the disk: " + log())
            .isEqualTo('!');
        assertThat(child.waitFor(2, TimeUnit.SECONDS)).as("it still waits: " + log()).isFalse();
        assertThat(mounted.remount("size=2g")).isTrue();
        assertThat(child.waitFor(5, TimeUnit.MINUTES)).as(log()).isTrue();
        assertThat(child.exitValue()).as(log()).isZero();
        assertThat(count(streams.resolve("lossy")))
            .isEqualTo(kind.equals("fanning") ? events * 60L : events);
      } finally {
        child.destroyForcibly().waitFor();
      }
    }
  }

  private Process start(String kind, int events, int characters) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx48m",
            "-XX:+UseSerialGC", // others need more beside, each another amount
            "-XX:MaxDirectMemorySize=8m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            folder.toString(),
            kind,
            Integer.toString(events),
            Integer.toString(characters))
        .redirectError(folder.resolve("child.log").toFile())
        .start();
  }

  private String log() throws Exception {
    Path log = folder.resolve("child.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private static long count(Path stream) throws Exception {
    try (Stream<Path> files = Files.list(stream)) {
      long sum = 0;
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).toList()) {
        try (Stream<String> lines = Files.lines(file)) {
          sum += lines.count();
        }
      }
      return sum;
    }
  }

  /** The process with the small heap. */
  static final class Child {
    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      int events = Integer.parseInt(args[2]);
      int characters = Integer.parseInt(args[3]);
      ResourceBinding<?, ?, ?> resource =
          args[1].equals("fanning") ? Counted.fanningOut(60, 30_000) : Counted.lossy();
      PipelineOptions.Builder options =
          Counted.options(folder).queueMaxBytes(4 << 20).batchMaxBytes(2 << 20);
      if (args[1].equals("journaled")) {
        options.journal(folder.resolve("journal"));
      }
      PipelineRun run =
          Counted.pipeline(
                  context -> {
                    for (long n = 1; n <= events; n++) {
                      String text = "x".repeat(characters);
                      context.emit(Counted.LOSSY, new Tick("", n, text));
                    }
                  },
                  resource)
              .start(options.build());
      while (run.status().problem() == null && !run.status().state().isFinal()) {
        Thread.sleep(10);
      }
      System.err.println(List.of(run.status(), run.metrics()));
      System.out.write('!');
      System.out.flush();
      PipelineStatus end = run.await();
      System.err.println(List.of(end, run.metrics()));
      System.exit(end.state() == RunnerState.STOPPED ? 0 : 1);
    }
  }
}
