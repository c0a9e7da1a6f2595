package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.LOSSY;
import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.pipeline.Counted.Plain;
import dev.durableingest.runtime.pipeline.Counted.Tick;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
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
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
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
    LongBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(receipts(folder))).asLongBuffer();
    List<Long> received =
        LongStream.range(0, numbers.limit()).map(i -> numbers.get()).boxed().toList();
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
    return folder.resolve("received");
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
                long missed = ChildProcess.greaterThanBefore(); // nobody can fetch those before
                long after = context.checkpoint(PLAIN).map(Plain::number).orElse(0L);
                for (long n = 1; n <= more; n++) {
                  context.emit(PLAIN, new Tick("", after + n, "x"));
                  context.emit(LOSSY, new Tick("", missed + n, "x"));
                  // One write within a page, so that no kill can cut a number.
                  receipts.write(ByteBuffer.allocate(Long.BYTES).putLong(missed + n).array());
                  if (n == 1) {
                    ChildProcess.sayAtWork(context, after);
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
