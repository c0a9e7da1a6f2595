package dev.durableingest.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.testkit.crash.Counting.Layout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a file that was cut at any byte, or has bytes behind its end that nobody wrote, is either
 * brought in line or refused in one line; nothing is lost or there twice because of it. Method: the
 * folder of a finished run is copied, one file in it is spoilt, and the next run counts on.
 *
 * <p>{@code -Dtears=100000} spoils every file at every byte; without it so many are drawn.
 */
@Timeout(value = 1800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TornFilesTest {
  private static final int TEARS = Integer.getInteger("tears", 100);
  private static final int MORE = 12;

  @TempDir Path temporary;

  /** One way to spoil one file: cut to a length, or with bytes behind its end. */
  private record Tear(Path file, long length, String behind) {}

  @Test
  void areBroughtInLineOrRefusedAtEveryByteOfEveryFile() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("TornFilesTest: -Dseed=" + seed);
    Path origin = temporary.resolve("origin");
    assertThat(run(origin).state()).isEqualTo(RunnerState.STOPPED);
    List<Tear> tears = tears(origin);
    Collections.shuffle(tears, new Random(seed));
    int refused = 0;
    int spoilt = 0;
    for (Tear tear : tears.subList(0, Math.min(TEARS, tears.size()))) {
      Path folder = temporary.resolve("copy" + spoilt++);
      copy(origin, folder);
      spoil(folder.resolve(tear.file()), tear);
      PipelineStatus end = run(folder);
      String what = tear + ": " + end.state() + " " + end.problem();
      if (end.state() == RunnerState.STOPPED) {
        assertThat(Counting.contents(Layout.FILES, folder)).as(what).isEqualTo(Counting.WHOLE);
        assertThat(Counting.end(Layout.FILES, folder)).as(what).isEqualTo(2 * MORE);
      } else {
        refused++;
        assertThat(end.state()).as(what).isEqualTo(RunnerState.FAILED);
        assertThat(end.problem()).as(what).doesNotContain("\n").contains(folder.toString());
      }
      delete(folder);
    }
    System.out.println(
        "TornFilesTest: %d of %d tears, %d brought in line, %d refused"
            .formatted(spoilt, tears.size(), spoilt - refused, refused));
  }

  private static List<Tear> tears(Path origin) throws IOException {
    List<Tear> tears = new ArrayList<>();
    try (Stream<Path> files = Files.walk(origin)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = origin.relativize(file);
        for (long length = 0; length < Files.size(file); length++) {
          tears.add(new Tear(name, length, ""));
        }
        // What a crash leaves between a write and its document, and what a disk makes of that.
        String batch = isAppended(name) ? lastLines(file) : "{\"number\":7}\n";
        for (int written = 1; written <= batch.length(); written++) {
          tears.add(new Tear(name, Files.size(file), batch.substring(0, written)));
        }
        tears.add(new Tear(name, Files.size(file), "\0"));
        tears.add(new Tear(name, Files.size(file), "\0\0\0\n"));
      }
    }
    return tears;
  }

  private static boolean isAppended(Path file) {
    return file.toString().endsWith(".ndjson");
  }

  private static String lastLines(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> last = lines.subList(Math.max(0, lines.size() - 3), lines.size());
    return String.join("\n", last) + "\n";
  }

  private static void spoil(Path file, Tear tear) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(tear.length());
      channel.position(tear.length());
      channel.write(ByteBuffer.wrap(tear.behind().getBytes()));
    }
  }

  private static PipelineStatus run(Path folder) throws InterruptedException {
    return Counting.pipeline(Layout.FILES, MORE)
        .start(Counting.options(Layout.FILES, folder).batchMaxRecords(5).build())
        .await();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
