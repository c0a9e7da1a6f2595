package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.wiring.SourceBinding;
import dev.durableingest.runtime.workflow.Quakes.Quake;
import dev.durableingest.runtime.workflow.Quakes.QuakeCursor;
import dev.durableingest.runtime.workflow.Quakes.QuakesConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a process that has lost a thread to an OutOfMemoryError does not go on without it. Method:
 * a real JVM with a small heap, without the flag that would end it, whose source reads on a thread
 * of its own and waits for it.
 */
@Timeout(300)
final class OutOfMemoryTest {
  @TempDir Path folder;

  @Test
  void ofAThreadOfTheSourceEndsTheProcessInOneLineAndWhatIsCommittedStays() throws Exception {
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:-ExitOnOutOfMemoryError",
            "-Xmx48m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            "--count",
            "0");
    builder.environment().putAll(RunCommandTest.environment(folder));
    builder.redirectErrorStream(true).redirectOutput(err.toFile());
    Process child = builder.start();
    try {
      assertThat(child.waitFor()).as(() -> read(err)).isEqualTo(1);
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertThat(Files.readString(err))
        .contains(
            "thread 'reader' died, and the process ends with it: start again with more memory")
        .doesNotContain("\tat ");
    assertThat(RunCommandTest.ids(folder))
        .isEqualTo(LongStream.rangeClosed(1, Child.COMMITTED).boxed().toList());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process with the small heap. */
  static final class Child {
    static final long COMMITTED = 50;

    @SuppressWarnings("unused") // Held, so that no compiler leaves the request out.
    private static volatile long @Nullable [] read;

    public static void main(String... args) {
      new Workflow<>(Quakes.class, "quakes", Quakes.config(), Child::pipeline).runAndExit(args);
    }

    private static Pipeline pipeline(QuakesConfig config) {
      SourceBinding quakes = Quakes.pipeline(config).source();
      return Pipeline.of(
          new SourceBinding("quakes", () -> Child::run, quakes.reconnect(), quakes.resources()));
    }

    private static void run(SourceContext context) throws InterruptedException {
      CountDownLatch committed = new CountDownLatch(1);
      context.onCheckpointed(
          checkpoint -> {
            QuakeCursor cursor = checkpoint.cursors(Quakes.EARTHQUAKES).get("");
            if (cursor != null && cursor.id() == COMMITTED) {
              committed.countDown();
            }
          });
      for (long id = 1; id <= COMMITTED; id++) {
        context.emit(Quakes.EARTHQUAKES, new Quake(id));
      }
      committed.await();
      Thread reader = new Thread(Child::readTooMuch, "reader");
      reader.start();
      Thread.sleep(Long.MAX_VALUE);
    }

    /** One request that no heap of this size can fulfil leaves the other threads theirs. */
    private static void readTooMuch() {
      read = new long[1 << 24];
    }
  }
}
