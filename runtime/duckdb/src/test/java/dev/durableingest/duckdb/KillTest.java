package dev.durableingest.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.wiring.ResourceBinding;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: whenever a process dies, the table holds exactly the events that its document counts.
 * Method: a process that writes and commits batches without a pause is killed at random moments.
 */
@Timeout(900)
final class KillTest {
  private static final int KILLS = Integer.getInteger("kills", 10);
  private static final ResourceBinding<?, Trade, ?> TRADES =
      Bindings.append("trades", Trade.class, new Trade.Codec());

  @TempDir Path folder;

  @Test
  void hasExactlyTheRowsOfItsDocumentAfterEveryKill() throws Exception {
    long seed = System.nanoTime();
    System.out.println("KillTest seed " + seed);
    Random random = new Random(seed);
    Path file = folder.resolve("a.duckdb");
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    long events = 0;
    int moved = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      // Every other one is let live until it has committed something.
      writeUntilKilled(file, temporary, random, kill % 2 == 0 ? "committed" : "writing");
      long before = events;
      try (Run run = Run.start(file, TRADES)) {
        events = run.document.events();
      }
      assertThat(CommitTest.ids(file))
          .as("after kill %s, seed %s", kill, seed)
          .isEqualTo(events + (events == 0 ? "|null|null" : "|0|" + (events - 1)));
      moved += events > before ? 1 : 0;
    }
    assertThat(moved).as("runs that committed something").isGreaterThanOrEqualTo((KILLS + 1) / 2);
    assertThat(temporary).as("70 MB that each kill would leave behind").isEmptyDirectory();
  }

  private static void writeUntilKilled(Path file, Path temporary, Random random, String awaited)
      throws Exception {
    Process writer =
        Children.start(List.of("-Djava.io.tmpdir=" + temporary), Writer.class, file.toString());
    try (BufferedReader output = writer.inputReader()) {
      List<String> said = new ArrayList<>();
      while (!said.contains(awaited)) {
        String line = output.readLine();
        assertThat(line).as("%s", said).isNotNull();
        said.add(line);
      }
      Thread.sleep(random.nextInt(400));
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  /** Writes trades from where the document says until it is killed. */
  static final class Writer {
    public static void main(String[] arguments) throws Exception {
      Random random = new Random();
      Run run = Run.start(Path.of(arguments[0]), TRADES);
      long first = run.document.events();
      System.out.println("writing");
      while (true) {
        long from = run.document.events();
        int size = 1 + random.nextInt(random.nextBoolean() ? 10 : 3_000);
        List<Trade> batch = new ArrayList<>();
        for (long n = from; n < from + size; n++) {
          batch.add(Trade.number(n));
        }
        run.write(TRADES, batch);
        run.save(size);
        if (from == first) {
          System.out.println("committed");
        }
      }
    }
  }
}
