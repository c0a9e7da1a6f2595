package dev.durableingest.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineRun;
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
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a file that was cut at any byte, or has bytes behind its end that nobody wrote, is either
 * brought in line or refused in one line; nothing is lost or there twice because of it. Method: the
 * folder of a run that died in the middle is copied, one file in it is spoilt, and the next run
 * counts on. The folder has one file of every kind that a run on files writes: streams, dead
 * letters, closed gaps, a journal with a backlog, the document, identities and marks.
 *
 * <p>{@code -Dtears=100000} spoils every file at every byte; without it a hundred of all ways are
 * drawn, half of them in the last record of a file that is appended to. Each kind of file has a
 * test of its own beside, which cuts it at every byte.
 */
@Timeout(value = 1800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TornFilesTest {
  private static final int TEARS = Integer.getInteger("tears", 100);
  private static final int MORE = 12;
  private static final int JOURNAL_RECORD_BYTES = 120;

  @TempDir Path temporary;

  /** One way to spoil one file: cut to a length, or with bytes behind its end. */
  private record Tear(Path file, long length, String behind) {}

  @Test
  void areBroughtInLineOrRefusedAtEveryByteOfEveryFile() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("TornFilesTest: -Dseed=" + seed);
    Path origin = dead();
    requireEveryKind(origin);
    Random random = new Random(seed);
    List<Tear> all = tears(origin);
    List<Tear> tears = drawn(lastRecords(origin), TEARS / 2, random);
    all.removeAll(tears);
    int ways = all.size() + tears.size();
    tears.addAll(drawn(all, TEARS - tears.size(), random));
    int refused = 0;
    int spoilt = 0;
    for (Tear tear : tears) {
      Path folder = temporary.resolve("copy" + spoilt++);
      Tree.copy(origin, folder);
      spoil(folder.resolve(tear.file()), tear);
      PipelineStatus end = run(folder);
      String what = tear + ": " + end.state() + " " + end.problem();
      if (end.state() == RunnerState.STOPPED) {
        assertThat(Counting.contents(Layout.FILES, folder)).as(what).isEqualTo(Counting.WHOLE);
        assertThat(Counting.end(Layout.FILES, folder)).as(what).isGreaterThanOrEqualTo(2 * MORE);
      } else {
        refused++;
        assertThat(end.state()).as(what).isEqualTo(RunnerState.FAILED);
        assertThat(end.problem()).as(what).doesNotContain("\n").contains(folder.toString());
      }
      Tree.delete(folder);
    }
    System.out.println(
        "TornFilesTest: %d of %d tears, %d brought in line, %d refused"
            .formatted(spoilt, ways, spoilt - refused, refused));
  }

  private static List<Tear> drawn(List<Tear> from, int count, Random random) {
    List<Tear> shuffled = new ArrayList<>(from);
    Collections.shuffle(shuffled, random);
    return new ArrayList<>(shuffled.subList(0, Math.min(count, shuffled.size())));
  }

  /** The folder of a run that died with a backlog in its journal. */
  private Path dead() throws Exception {
    Path folder = temporary.resolve("data");
    assertThat(run(folder).state()).isEqualTo(RunnerState.STOPPED);
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    PipelineRun run =
        Counting.pipeline(
                Layout.FILES,
                MORE,
                number -> {
                  if (number == MORE + MORE / 2) {
                    reached.countDown();
                    goOn.await();
                  }
                })
            .start(options(folder));
    reached.await();
    while (run.status().received() < 2 * MORE) {
      Thread.sleep(5);
    }
    Path left = temporary.resolve("left");
    Tree.copy(folder, left);
    goOn.countDown();
    run.close();
    return left;
  }

  private static void requireEveryKind(Path origin) throws IOException {
    try (Stream<Path> files = Files.walk(origin)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> kind(origin.relativize(file))))
          .contains(
              "streams/.ndjson",
              "dead-letters/.ndjson",
              "dead-letters/.jsonl",
              "journal/.journal",
              "checkpoints/.json");
    }
  }

  private static String kind(Path file) {
    return file.getName(0) + "/" + file.getFileName().toString().replaceAll("^.*(?=\\.)", "");
  }

  /** Every cut of the last record of every file that is appended to. */
  private static List<Tear> lastRecords(Path origin) throws IOException {
    List<Tear> tears = new ArrayList<>();
    try (Stream<Path> files = Files.walk(origin)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path name = origin.relativize(file);
        if (isAppended(name)) {
          long last = Files.size(file) - lastRecordBytes(file);
          for (long length = Math.max(0, last); length < Files.size(file); length++) {
            tears.add(new Tear(name, length, ""));
          }
        }
      }
    }
    return tears;
  }

  /** Of a journal, whose records have no separator, more than one takes. */
  private static long lastRecordBytes(Path file) throws IOException {
    if (file.toString().endsWith(".journal")) {
      return JOURNAL_RECORD_BYTES;
    }
    byte[] bytes = Files.readAllBytes(file);
    int at = bytes.length - 1;
    while (at > 0 && bytes[at - 1] != '\n') {
      at--;
    }
    return bytes.length - at;
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
        String batch = isLines(name) ? lastLines(file) : "{\"number\":7}\n";
        for (int written = 1; written <= batch.length(); written++) {
          tears.add(new Tear(name, Files.size(file), batch.substring(0, written)));
        }
        tears.add(new Tear(name, Files.size(file), "\0"));
        tears.add(new Tear(name, Files.size(file), "\0\0\0\n"));
      }
    }
    return tears;
  }

  private static boolean isLines(Path file) {
    return file.toString().endsWith(".ndjson") || file.toString().endsWith(".jsonl");
  }

  private static boolean isAppended(Path file) {
    return isLines(file) || file.toString().endsWith(".journal");
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
    return Counting.pipeline(Layout.FILES, MORE).start(options(folder)).await();
  }

  private static PipelineOptions options(Path folder) {
    return Counting.options(Layout.FILES, folder)
        .batchMaxRecords(20)
        .journal(folder.resolve("journal"))
        .build();
  }
}
