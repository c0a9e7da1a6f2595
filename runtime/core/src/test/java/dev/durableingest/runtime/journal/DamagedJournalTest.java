package dev.durableingest.runtime.journal;

import static dev.durableingest.runtime.journal.JournalFolder.append;
import static dev.durableingest.runtime.journal.JournalFolder.numbers;
import static dev.durableingest.runtime.journal.JournalFolder.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.JournalMark;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.source.Intake.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a journal that a crash, a disk or somebody else has changed. */
class DamagedJournalTest {
  private static final Logger SCAN = Logger.getLogger(JournalScan.class.getName());

  @TempDir Path folder;
  private JournalFolder journals;

  @BeforeEach
  void takeFolder() {
    journals = new JournalFolder(folder);
  }

  @BeforeAll
  static void expectTornTails() {
    SCAN.setLevel(Level.OFF);
  }

  @AfterAll
  static void logAgain() {
    SCAN.setLevel(null);
  }

  /** Goal: a torn tail costs the last item and nothing else. Method: torn at every byte. */
  @Test
  void aTornTailIsCutAtTheFirstItemThatIsNotComplete() throws Exception {
    List<Long> ends = new ArrayList<>();
    try (Journal journal = journals.open(null)) {
      for (int i = 1; i <= 4; i++) {
        append(journal, raw(i));
        ends.add(journal.bytes());
      }
    }
    byte[] whole = Files.readAllBytes(journals.only());
    for (int length = 0; length <= whole.length; length++) {
      for (Path left : journals.segments()) {
        Files.delete(left);
      }
      Files.write(folder.resolve("00000000000000000001.journal"), Arrays.copyOf(whole, length));
      int cut = length;
      long complete = ends.stream().filter(end -> end <= cut).count();
      try (Journal journal = journals.open(journals.mark(0))) {
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
    try (Journal journal = journals.open(null)) {
      append(journal, raw(1));
      append(journal, raw(2));
    }
    byte[] whole = Files.readAllBytes(journals.only());
    Path file = journals.only();
    for (int at = 8; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      Files.write(file, changed);
      try (Journal journal = journals.open(journals.mark(0))) {
        assertThat(journal.backlog()).as("changed at %d", at).isLessThan(2);
      }
      Files.write(file, changed);
      Path newer = folder.resolve("00000000000000000003.journal");
      Files.write(newer, Arrays.copyOf(whole, 8));
      refused(journals.mark(0), "is damaged from byte");
      Files.deleteIfExists(newer);
    }
  }

  @Test
  void aFileThatIsNoJournalIsRefusedAndKept() throws Exception {
    Path foreign = folder.resolve("00000000000000000005.journal");
    Files.writeString(foreign, "Dear diary, today I wrote a journal of my own.");
    refused(journals.mark(0), "is no journal");
    assertThat(foreign).exists();
  }

  @Test
  void zerosOfALostMachineAreATornTail() throws Exception {
    try (Journal journal = journals.open(null)) {
      append(journal, raw(1));
    }
    byte[] whole = Files.readAllBytes(journals.only());
    Files.write(journals.only(), Arrays.copyOf(whole, whole.length + 4096));
    try (Journal journal = journals.open(journals.mark(0))) {
      assertThat(numbers(journal)).containsExactly(1);
    }
    Files.write(folder.resolve("00000000000000000002.journal"), new byte[4096]);
    try (Journal journal = journals.open(journals.mark(0))) {
      assertThat(numbers(journal)).containsExactly(1);
    }
  }

  private void refused(JournalMark mark, String part) {
    assertThatThrownBy(() -> journals.open(mark))
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.verdict()).isEqualTo(Verdict.STOP))
        .hasMessageContaining(part)
        .hasMessageNotContaining("\n");
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }
}
