package dev.durableingest.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.JournalMark;
import dev.durableingest.runtime.file.FileUrl;
import dev.durableingest.runtime.file.SegmentFolder;
import dev.durableingest.runtime.file.SegmentStore;
import dev.durableingest.runtime.file.TinyDisk;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.source.Intake.Answer;
import dev.durableingest.runtime.source.QueueItem;
import dev.durableingest.runtime.source.StoredCause;
import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal itself, on real files. */
class JournalTest {
  private static final Logger SCAN = Logger.getLogger(JournalScan.class.getName());
  private static final JournalLimits LIMITS =
      new JournalLimits(1 << 20, Duration.ofHours(1), false);

  @TempDir Path folder;

  @BeforeAll
  static void expectTornTails() {
    SCAN.setLevel(Level.OFF);
  }

  @AfterAll
  static void logAgain() {
    SCAN.setLevel(null);
  }

  /** A payload of every kind of value. */
  record Quote(
      String text, BigDecimal price, double ratio, Instant at, List<Long> sizes, byte[] raw) {}

  private record None() {}

  /** Has nothing that JSON could hold. */
  private static final class Odd {}

  private static final ResourceBinding<Quote, None, Void> QUOTES = resource("quotes", Quote.class);
  private static final ResourceBinding<byte[], None, Void> RAW = resource("raw", byte[].class);
  private static final ResourceBinding<Odd, None, Void> ODD = resource("odd", Odd.class);

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
    try (Journal journal = open(null)) {
      items.forEach(item -> append(journal, item));
      assertThat(append(journal, new QueueItem.Position(new BigDecimal("1.50"))))
          .isEqualTo(Answer.APPENDED);
    }
    try (Journal journal = open(mark(0))) {
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

  /** Goal: a torn tail costs the last item and nothing else. Method: torn at every byte. */
  @Test
  void aTornTailIsCutAtTheFirstItemThatIsNotComplete() throws Exception {
    List<Long> ends = new ArrayList<>();
    try (Journal journal = open(null)) {
      for (int i = 1; i <= 4; i++) {
        append(journal, raw(i));
        ends.add(journal.bytes());
      }
    }
    byte[] whole = Files.readAllBytes(only());
    for (int length = 0; length <= whole.length; length++) {
      for (Path left : segments()) {
        Files.delete(left);
      }
      Files.write(folder.resolve("00000000000000000001.journal"), Arrays.copyOf(whole, length));
      int cut = length;
      long complete = ends.stream().filter(end -> end <= cut).count();
      try (Journal journal = open(mark(0))) {
        assertThat(journal.backlog()).as("torn at %d", length).isEqualTo(complete);
        if (complete > 0) {
          assertThat(numbers(journal)).isEqualTo(upTo((int) complete));
        }
        assertThat(append(journal, raw(9))).isEqualTo(Answer.APPENDED);
        assertThat(journal.lastSequence()).isEqualTo(complete + 1);
      }
    }
  }

  /** Goal: what is changed is never taken for what was written. Method: each byte changed. */
  @Test
  void aChangedByteOfTheNewestSegmentCutsThereAndOfAnOlderOneStops() throws Exception {
    try (Journal journal = open(null)) {
      append(journal, raw(1));
      append(journal, raw(2));
    }
    byte[] whole = Files.readAllBytes(only());
    Path file = only();
    for (int at = 8; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      Files.write(file, changed);
      try (Journal journal = open(mark(0))) {
        assertThat(journal.backlog()).as("changed at %d", at).isLessThan(2);
      }
      Files.write(file, changed);
      Path newer = folder.resolve("00000000000000000003.journal");
      Files.write(newer, Arrays.copyOf(whole, 8));
      refused(mark(0), "is damaged from byte");
      Files.deleteIfExists(newer);
    }
  }

  /**
   * Goal: nothing is handed on that a machine crash could still take away. Method: a process dies
   * with unforced items, the next one reads them, and then the machine dies.
   */
  @Test
  void whatAKilledProcessLeftUnforcedIsForcedBeforeItIsHandedOn() throws Exception {
    ForgetfulSegments disk = new ForgetfulSegments();
    Journal killed = open(disk, null, LIMITS);
    for (int i = 1; i <= 3; i++) {
      append(killed, raw(i));
    }
    JournalMark mark = new JournalMark(disk.identity(), 0, false, Map.of(), Map.of());
    assertThat(numbers(open(disk.afterProcessCrash(), mark, LIMITS))).containsExactly(1, 2, 3);
    assertThat(numbers(open(disk.afterMachineCrash(), mark, LIMITS))).containsExactly(1, 2, 3);
  }

  @Test
  void whatIsNotForcedIsGoneWithTheMachine() throws Exception {
    ForgetfulSegments disk = new ForgetfulSegments();
    Journal journal = open(disk, null, LIMITS);
    append(journal, raw(1));
    journal.force();
    append(journal, raw(2));
    JournalMark mark = new JournalMark(disk.identity(), 0, false, Map.of(), Map.of());
    assertThat(numbers(open(disk.afterMachineCrash(), mark, LIMITS))).containsExactly(1);
  }

  @Test
  void aFileThatIsNoJournalIsRefusedAndKept() throws Exception {
    Path foreign = folder.resolve("00000000000000000005.journal");
    Files.writeString(foreign, "Dear diary, today I wrote a journal of my own.");
    refused(mark(0), "is no journal");
    assertThat(foreign).exists();
  }

  @Test
  void zerosOfALostMachineAreATornTail() throws Exception {
    try (Journal journal = open(null)) {
      append(journal, raw(1));
    }
    byte[] whole = Files.readAllBytes(only());
    Files.write(only(), Arrays.copyOf(whole, whole.length + 4096));
    try (Journal journal = open(mark(0))) {
      assertThat(numbers(journal)).containsExactly(1);
    }
    Files.write(folder.resolve("00000000000000000002.journal"), new byte[4096]);
    try (Journal journal = open(mark(0))) {
      assertThat(numbers(journal)).containsExactly(1);
    }
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
      try (Journal journal = open(passed == 0 && run == 0 ? null : mark(passed), small)) {
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
    try (Journal journal = open(mark(passed))) {
      journal.passed(next - 1);
    }
    assertThat(segments()).isEmpty();
  }

  @Test
  void aFullJournalTakesNothingUntilSomethingIsPassedAndThenOneLargeEvent() throws Exception {
    JournalLimits small = new JournalLimits(10_000, Duration.ofHours(1), false);
    try (Journal journal = open(null, small)) {
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
    try (Journal journal = open(null)) {
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
      try (Journal journal = open(null, large)) {
        while (append(journal, event(RAW, new byte[9_999])) == Answer.APPENDED) {
          taken++;
        }
        assertThat(journal.problem()).startsWith("disk full");
        assertThat(journal.failure()).isNull();
        journal.passed(taken / 2);
      }
      try (Journal journal = open(mark(taken / 2), large)) {
        assertThat(journal.backlog()).isEqualTo(taken - taken / 2);
      }
      assertThat(mounted.store().getTotalSpace()).isEqualTo(TinyDisk.BYTES);
    }
  }

  private Journal open(JournalMark mark) throws SinkException {
    return open(mark, LIMITS);
  }

  private Journal open(JournalMark mark, JournalLimits limits) throws SinkException {
    return open(SegmentFolder.open(new FileUrl(folder, false), "a test", "a test"), mark, limits);
  }

  private static Journal open(SegmentStore store, JournalMark mark, JournalLimits limits)
      throws SinkException {
    try {
      return Journal.open(
          store, mark, Map.of("quotes", QUOTES, "raw", RAW, "odd", ODD), limits, Time.system());
    } catch (SinkException e) {
      store.close();
      throw e;
    }
  }

  private void refused(JournalMark mark, String part) {
    assertThatThrownBy(() -> open(mark))
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.verdict()).isEqualTo(Verdict.STOP))
        .hasMessageContaining(part)
        .hasMessageNotContaining("\n");
  }

  private JournalMark mark(long sequence) throws IOException {
    Path file = folder.resolve(".identity");
    String identity = Files.exists(file) ? Files.readString(file).strip() : "none yet";
    return new JournalMark(identity, sequence, !Files.exists(file), Map.of(), Map.of());
  }

  private static Answer append(Journal journal, QueueItem item) {
    return journal.append(journal.store(item));
  }

  private static QueueItem raw(int number) {
    return event(RAW, new byte[] {(byte) (number >> 8), (byte) number});
  }

  private static List<Integer> numbers(Journal journal) throws SinkException {
    List<Integer> numbers = new ArrayList<>();
    while (numbers.size() < journal.backlog()) {
      for (QueueItem item : journal.read(7, 1 << 20).items()) {
        byte[] bytes = (byte[]) ((QueueItem.Event<?>) item).payload();
        numbers.add((bytes[0] & 255) << 8 | bytes[1] & 255);
      }
    }
    return numbers;
  }

  private static List<Integer> upTo(int last) {
    return from(1, last);
  }

  private static List<Integer> from(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }

  private Path only() throws IOException {
    assertThat(segments()).hasSize(1);
    return segments().get(0);
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".journal")).sorted().toList();
    }
  }

  private static <P> QueueItem.Event<P> event(ResourceBinding<P, ?, ?> resource, P payload) {
    return new QueueItem.Event<>(resource, payload, 100, 0);
  }

  private static <P> ResourceBinding<P, None, Void> resource(String name, Class<P> type) {
    return new ResourceBinding<>(
        ResourceKey.of(name, type, Void.class),
        payload -> ProcessResult.none(),
        SinkTarget.stream(name, ""),
        new RecordCodec<>() {
          @Override
          public List<Column> columns() {
            return List.of();
          }

          @Override
          public void check(None row) {}

          @Override
          public void write(None row, RecordWriter out) {}
        },
        payload -> 100,
        OnError.DEAD_LETTER,
        Replay.NONE);
  }
}
