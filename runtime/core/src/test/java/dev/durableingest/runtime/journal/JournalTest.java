package dev.durableingest.runtime.journal;

import static dev.durableingest.runtime.journal.JournalFolder.LIMITS;
import static dev.durableingest.runtime.journal.JournalFolder.ODD;
import static dev.durableingest.runtime.journal.JournalFolder.QUOTES;
import static dev.durableingest.runtime.journal.JournalFolder.RAW;
import static dev.durableingest.runtime.journal.JournalFolder.append;
import static dev.durableingest.runtime.journal.JournalFolder.event;
import static dev.durableingest.runtime.journal.JournalFolder.numbers;
import static dev.durableingest.runtime.journal.JournalFolder.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.JournalMark;
import dev.durableingest.runtime.file.TinyDisk;
import dev.durableingest.runtime.journal.JournalFolder.Odd;
import dev.durableingest.runtime.journal.JournalFolder.Quote;
import dev.durableingest.runtime.source.Intake.Answer;
import dev.durableingest.runtime.source.QueueItem;
import dev.durableingest.runtime.source.StoredCause;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal itself, on real files. */
class JournalTest {
  @TempDir Path folder;
  private JournalFolder journals;

  @BeforeEach
  void takeFolder() {
    journals = new JournalFolder(folder);
  }

  @Test
  void givesBackEveryKindOfItemAsItWasStored() throws Exception {
    Quote quote =
        new Quote(
            "½ \uD800 \"x\"\n",
            new BigDecimal("1.2300000000000000000001"),
            0.1,
            Instant.parse("2026-01-02T03:04:05.123456789Z"),
            List.of(1L, Long.MAX_VALUE),
            new byte[] {0, -1});
    Gap gap = new Gap(7, "quotes", "p", 3, 9, 4);
    List<QueueItem> items =
        List.of(
            new QueueItem.Started(),
            event(QUOTES, quote),
            event(RAW, new byte[] {1, 0, 2}),
            new QueueItem.Backfill(gap, 4, event(QUOTES, quote)),
            new QueueItem.Rejected(null, new byte[] {9}, new StoredCause("E", null)),
            new QueueItem.Rejected(RAW, new byte[] {}, new IOException("why \uDC00")),
            new QueueItem.GapFound(gap),
            new QueueItem.Dropped("quotes", 12));
    try (Journal journal = journals.open(null)) {
      items.forEach(item -> append(journal, item));
      assertThat(append(journal, new QueueItem.Position(new BigDecimal("1.50"))))
          .isEqualTo(Answer.APPENDED);
    }
    try (Journal journal = journals.open(journals.mark(0))) {
      assertThat(journal.backlog()).isEqualTo(9);
      var read = journal.read(100, 1 << 20);
      assertThat(read.firstSequence()).isEqualTo(1);
      assertThat(read.items()).hasSize(9);
      for (int i = 0; i < items.size(); i++) {
        assertThat(read.items().get(i))
            .usingRecursiveComparison()
            .ignoringFields("bytes", "emittedNanos", "event.bytes", "event.emittedNanos", "cause")
            .isEqualTo(items.get(i));
      }
      Throwable cause = ((QueueItem.Rejected) read.items().get(5)).cause();
      assertThat(cause).hasMessage("why \uDC00");
      assertThat(StoredCause.typeOf(cause)).isEqualTo("java.io.IOException");
      assertThat(((QueueItem.StoredPosition) read.items().get(8)).value().json()).isEqualTo("1.50");
    }
  }

  /**
   * Goal: nothing is handed on that a machine crash could still take away. Method: a process dies
   * with unforced items, the next one reads them, and then the machine dies.
   */
  @Test
  void whatAKilledProcessLeftUnforcedIsForcedBeforeItIsHandedOn() throws Exception {
    ForgetfulSegments disk = new ForgetfulSegments();
    Journal killed = JournalFolder.open(disk, null, LIMITS);
    for (int i = 1; i <= 3; i++) {
      append(killed, raw(i));
    }
    JournalMark mark = new JournalMark(disk.identity(), 0, false, Map.of(), Map.of());
    assertThat(numbers(JournalFolder.open(disk.afterProcessCrash(), mark, LIMITS)))
        .containsExactly(1, 2, 3);
    assertThat(numbers(JournalFolder.open(disk.afterMachineCrash(), mark, LIMITS)))
        .containsExactly(1, 2, 3);
  }

  @Test
  void whatIsNotForcedIsGoneWithTheMachine() throws Exception {
    ForgetfulSegments disk = new ForgetfulSegments();
    Journal journal = JournalFolder.open(disk, null, LIMITS);
    append(journal, raw(1));
    journal.force();
    append(journal, raw(2));
    JournalMark mark = new JournalMark(disk.identity(), 0, false, Map.of(), Map.of());
    assertThat(numbers(JournalFolder.open(disk.afterMachineCrash(), mark, LIMITS)))
        .containsExactly(1);
  }

  /** Goal: nothing is deleted before it is passed, everything is after. Method: chance. */
  @Test
  void segmentsAreDeletedWhenASavedDocumentHasPassedThemAndNotBefore() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("JournalTest: -Dseed=" + seed);
    Random random = new Random(seed);
    long passed = 0;
    int next = 1;
    for (int run = 0; run < 20; run++) {
      JournalLimits small = new JournalLimits(1 << 16, Duration.ZERO, false);
      try (Journal journal =
          journals.open(passed == 0 && run == 0 ? null : journals.mark(passed), small)) {
        assertThat(journal.backlog()).isEqualTo(next - 1 - passed);
        if (journal.backlog() > 0) {
          assertThat(numbers(journal)).isEqualTo(from((int) passed + 1, next - 1));
        }
        for (int i = random.nextInt(300); i > 0; i--) {
          Answer answer = append(journal, raw(next));
          assertThat(answer).isEqualTo(Answer.APPENDED);
          next++;
          if (random.nextInt(20) == 0) {
            passed += random.nextInt((int) (next - passed));
            journal.passed(passed);
            assertThat(journal.bytes()).isLessThan((next - passed) * 60 + 3 * 4_200);
          }
        }
      }
    }
    try (Journal journal = journals.open(journals.mark(passed))) {
      journal.passed(next - 1);
    }
    assertThat(journals.segments()).isEmpty();
  }

  @Test
  void aFullJournalTakesNothingUntilSomethingIsPassedAndThenOneLargeEvent() throws Exception {
    JournalLimits small = new JournalLimits(10_000, Duration.ofHours(1), false);
    try (Journal journal = journals.open(null, small)) {
      int taken = 0;
      while (append(journal, raw(taken + 1)) == Answer.APPENDED) {
        taken++;
      }
      assertThat(journal.bytes()).isBetween(9_900L, 10_000L);
      assertThat(journal.problem()).contains("full").contains("10000");
      assertThat(append(journal, new QueueItem.Started())).isEqualTo(Answer.APPENDED);
      journal.passed(taken / 2);
      assertThat(append(journal, raw(1))).isEqualTo(Answer.APPENDED);
      assertThat(journal.problem()).isNull();
      QueueItem large = event(RAW, new byte[50_000]);
      assertThat(append(journal, large)).isEqualTo(Answer.NO_ROOM);
      journal.passed(journal.lastSequence());
      assertThat(append(journal, large)).isEqualTo(Answer.APPENDED);
    }
  }

  @Test
  void aPayloadThatCannotBeStoredIsSetAside() throws Exception {
    try (Journal journal = journals.open(null)) {
      var stored = journal.store(event(ODD, new Odd()));
      assertThat(stored.item()).isInstanceOf(QueueItem.Rejected.class);
      assertThat(((QueueItem.Rejected) stored.item()).cause()).hasMessageContaining("'odd'");
      assertThat(journal.append(stored)).isEqualTo(Answer.APPENDED);
    }
  }

  @Test
  void aFullDiskIsWaitedForAndLeavesNothingTorn() throws Exception {
    Optional<TinyDisk> disk = TinyDisk.mount(folder);
    Assumptions.assumeTrue(disk.isPresent(), "this process may not mount a file system");
    try (TinyDisk mounted = disk.get()) {
      JournalLimits large = new JournalLimits(1L << 30, Duration.ofHours(1), false);
      int taken = 0;
      try (Journal journal = journals.open(null, large)) {
        while (append(journal, event(RAW, new byte[9_999])) == Answer.APPENDED) {
          taken++;
        }
        assertThat(journal.problem()).startsWith("disk full");
        assertThat(journal.failure()).isNull();
        journal.passed(taken / 2);
      }
      try (Journal journal = journals.open(journals.mark(taken / 2), large)) {
        assertThat(journal.backlog()).isEqualTo(taken - taken / 2);
      }
      assertThat(mounted.store().getTotalSpace()).isEqualTo(TinyDisk.BYTES);
    }
  }

  private static List<Integer> from(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }
}
