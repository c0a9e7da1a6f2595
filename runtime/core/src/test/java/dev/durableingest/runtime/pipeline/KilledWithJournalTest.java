package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.LOSSY;
import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.pipeline.Counted.Plain;
import dev.durableingest.runtime.pipeline.Counted.Tick;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: with an intake journal, every event whose {@code emit} returned is in the stream exactly
 * once and in order, though its source cannot send it again. Method: a child process writes down
 * the number of each such event once {@code emit} has returned, and is killed at random moments. No
 * later child ever emits that number again.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledWithJournalTest {
  private static final String ENDLESS = Long.toString(Long.MAX_VALUE);
  private static final int KILLS = Integer.getInteger("kills", 12);

  @TempDir Path folder;

  @Test
  void holdsEachReceivedEventOnceThoughNobodyCanSendItAgain() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("KilledWithJournalTest: -Dseed=" + seed);
    Random random = new Random(seed);
    ChildProcess child = new ChildProcess(Child.class, folder);
    child.killAgainAndAgain(KILLS, random, ENDLESS);
    child.runToItsEnd("1000");

    List<Long> lossy = Counted.numbers(folder, "lossy");
    List<Long> received = Files.readAllLines(receipts(folder)).stream().map(Long::valueOf).toList();
    System.out.println(
        "KilledWithJournalTest: "
            + KILLS
            + " kills, "
            + received.size()
            + " events received, "
            + lossy.size()
            + " in the stream");
    assertThat(lossy).isSorted().doesNotHaveDuplicates();
    // At each kill one event may be in the journal whose emit had not returned yet.
    assertThat(lossy)
        .containsAll(received)
        .hasSizeBetween(received.size(), received.size() + KILLS);
    List<Long> plain = Counted.numbers(folder, "plain");
    assertThat(plain)
        .isEqualTo(LongStream.rangeClosed(1, plain.get(plain.size() - 1)).boxed().toList());
  }

  private static Path receipts(Path folder) {
    return folder.resolve("received.txt");
  }

  /** The process that is killed. */
  static final class Child {
    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      long more = Long.parseLong(args[1]);
      RandomAccessFile receipts = new RandomAccessFile(receipts(folder).toFile(), "rw");
      receipts.seek(receipts.length());
      Pipeline pipeline =
          Counted.pipeline(
              context -> {
                long missed = System.currentTimeMillis() * 1_000; // nobody can fetch those before
                long after = context.checkpoint(PLAIN).map(Plain::number).orElse(0L);
                for (long n = 1; n <= more; n++) {
                  context.emit(PLAIN, new Tick("", after + n, "x"));
                  context.emit(LOSSY, new Tick("", missed + n, "x"));
                  receipts.write((missed + n + "\n").getBytes());
                  if (n == 1) {
                    ChildProcess.sayAtWork();
                  }
                }
              },
              Counted.plain(OnError.DEAD_LETTER),
              Counted.lossy());
      PipelineStatus end =
          pipeline
              .start(
                  Counted.options(folder)
                      .journal(folder.resolve("journal"))
                      .journalMaxBytes(200_000)
                      .batchMaxRecords(200)
                      .queueMaxEvents(20)
                      .build())
              .await();
      ChildProcess.exit(end);
    }
  }
}
