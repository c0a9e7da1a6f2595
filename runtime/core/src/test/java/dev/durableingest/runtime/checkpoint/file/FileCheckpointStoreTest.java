package dev.durableingest.runtime.checkpoint.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointStoreProvider;
import dev.durableingest.runtime.file.OtherProcess;
import dev.durableingest.runtime.file.TinyDisk;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckpointStoreTest {
  @TempDir Path root;

  @Test
  void everyAcquisitionHasANewEpochAndTheDocumentOfTheLast() throws Exception {
    CheckpointDocument saved;
    try (CheckpointStore store = open()) {
      CheckpointDocument first = store.acquire(firstRun("a"));
      assertThat(first).isEqualTo(firstRun("a"));
      saved = next(first, 17);
      store.save(saved);
      store.save(next(saved, 18));
      saved = next(saved, 18);
    }
    try (CheckpointStore store = open()) {
      assertThat(store.acquire(firstRun("b"))).isEqualTo(saved.withLease(2, "b"));
    }
    try (CheckpointStore store = open()) {
      assertThat(store.acquire(firstRun("c"))).isEqualTo(saved.withLease(3, "c"));
      assertThat(open().peek()).contains(saved.withLease(3, "c"));
      assertThat(store.description()).isEqualTo("file:" + root.resolve("p"));
    }
  }

  @Test
  void onlyTheNextRevisionOfTheSameLeaseIsSaved() throws Exception {
    try (CheckpointStore store = open()) {
      CheckpointDocument stored = store.acquire(firstRun("a"));
      CheckpointDocument next = next(stored, 1);
      for (CheckpointDocument refused :
          List.of(
              stored,
              next(next, 1),
              next.withLease(2, "a"),
              next.withLease(0, "a"),
              next.withLease(1, "b"),
              next(CheckpointDocument.firstRun("p", "other", "a", Instant.EPOCH), 1))) {
        expect(Verdict.FENCED, () -> store.save(refused), "refused: revision");
        assertThat(open().peek()).contains(stored);
      }
      store.save(next);
      expect(Verdict.FENCED, () -> store.save(next), "refused");
    }
  }

  @Test
  void aSecondRunnerIsRefusedWithTheNameOfTheFirstButMayLook() throws Exception {
    try (CheckpointStore store = open()) {
      CheckpointDocument document = store.acquire(firstRun("a"));
      try (CheckpointStore second = open()) {
        expect(
            Verdict.IN_USE,
            () -> second.acquire(firstRun("b")),
            "in use by pipeline 'p', process " + ProcessHandle.current().pid());
        assertThat(second.peek()).contains(document);
      }
      try (OtherProcess other = OtherProcess.locking(root.resolve("p/LOCK"))) {
        assertThat(other.hasLock()).isFalse();
      }
      store.save(next(document, 1));
    }
    try (OtherProcess other = OtherProcess.locking(root.resolve("p/LOCK"));
        CheckpointStore store = open()) {
      assertThat(other.hasLock()).isTrue();
      expect(Verdict.IN_USE, () -> store.acquire(firstRun("b")), "process " + other.pid());
    }
  }

  /** At every length, and with every byte changed: refused, never a first run, never changed. */
  @Test
  void aDamagedDocumentIsNeverTakenForAFirstRun() throws Exception {
    try (CheckpointStore store = open()) {
      store.save(next(store.acquire(firstRun("a")), 5));
    }
    Path file = root.resolve("p/checkpoint.json");
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      for (byte[] damaged : List.of(Arrays.copyOf(whole, i), changed)) {
        Files.write(file, damaged);
        try (CheckpointStore store = open()) {
          expect(Verdict.STOP, () -> store.acquire(firstRun("b")), "damaged", "reset");
          expect(Verdict.STOP, store::peek, "damaged");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
      }
    }
    Files.write(file, whole);
    try (CheckpointStore store = open()) {
      assertThat(store.acquire(firstRun("b")).events()).isEqualTo(5);
    }
  }

  @Test
  void aLostDocumentIsNeverTakenForAFirstRunWhateverIsLeftOfTheMarker() throws Exception {
    try (CheckpointStore store = open()) {
      store.acquire(firstRun("a"));
    }
    Files.delete(root.resolve("p/checkpoint.json"));
    byte[] marker = Files.readAllBytes(root.resolve("p/MARKER"));
    for (int length = marker.length; length >= 0; length--) {
      Files.write(root.resolve("p/MARKER"), Arrays.copyOf(marker, length));
      try (CheckpointStore store = open()) {
        expect(Verdict.STOP, () -> store.acquire(firstRun("b")), "missing", "reset");
        expect(Verdict.STOP, store::peek, "missing");
      }
    }
  }

  /** The states that a kill may leave while the very first document is written. */
  @Test
  void aFirstRunThatDiedBeforeItsDocumentWasCompleteIsBegunAgain() throws Exception {
    Path folder = Files.createDirectories(root.resolve("p"));
    Files.writeString(folder.resolve("MARKER.new"), "The fir");
    try (CheckpointStore store = open()) {
      assertThat(store.acquire(firstRun("a"))).isEqualTo(firstRun("a"));
    }
    Files.delete(folder.resolve("checkpoint.json"));
    Files.writeString(folder.resolve("MARKER"), "The first checkpoint is being written.\n");
    Files.writeString(folder.resolve("checkpoint.json.new"), "{\"checks");
    try (CheckpointStore store = open()) {
      assertThat(store.acquire(firstRun("b"))).isEqualTo(firstRun("b"));
      assertThat(folder.resolve("checkpoint.json.new")).doesNotExist();
    }
    Files.writeString(folder.resolve("MARKER"), "The first checkpoint is being written.\n");
    try (CheckpointStore store = open()) {
      assertThat(store.acquire(firstRun("c"))).isEqualTo(firstRun("b").withLease(2, "c"));
    }
    Files.delete(folder.resolve("checkpoint.json"));
    try (CheckpointStore store = open()) {
      expect(Verdict.STOP, () -> store.acquire(firstRun("d")), "missing");
    }
  }

  @Test
  void theDocumentOfAnotherPipelineIsRefused() throws Exception {
    try (CheckpointStore store = open()) {
      store.acquire(firstRun("a"));
    }
    Files.createDirectories(root.resolve("q"));
    Files.copy(root.resolve("p/checkpoint.json"), root.resolve("q/checkpoint.json"));
    try (CheckpointStore other = open("q")) {
      expect(Verdict.STOP, () -> other.acquire(firstRun("a")), "of pipeline 'p'");
    }
  }

  /** A rename that fails: nobody knows, so nothing is saved until the truth was read. */
  @Test
  void afterAnUnknownOutcomeTheDocumentIsReadFirst() throws Exception {
    Path file = root.resolve("p/checkpoint.json");
    Path aside = root.resolve("p/aside");
    try (CheckpointStore store = open()) {
      CheckpointDocument stored = store.acquire(firstRun("a"));
      Files.move(file, aside);
      Files.createDirectories(file.resolve("in the way"));
      expect(Verdict.REOPEN, () -> store.save(next(stored, 1)), "not known whether");
      expect(Verdict.REOPEN, () -> store.save(next(stored, 1)), "read it first");
      expect(Verdict.RETRY_SAME, store::reread, file.toString());
      Files.delete(file.resolve("in the way"));
      Files.delete(file);
      expect(Verdict.STOP, store::reread, "missing");
      Files.move(aside, file);
      assertThat(store.reread()).isEqualTo(stored);
      store.save(next(stored, 1));
      assertThat(store.reread()).isEqualTo(next(stored, 1));
    }
  }

  @Test
  void onAFullDiskTheOldDocumentStaysAndTheSameSaveSucceedsLater() throws Exception {
    Optional<TinyDisk> mounted = TinyDisk.mount(root);
    assumeTrue(mounted.isPresent(), "needs the right to mount a tmpfs");
    try (TinyDisk disk = mounted.get();
        CheckpointStore store = open()) {
      CheckpointDocument stored = store.acquire(firstRun("a"));
      Path ballast = root.resolve("ballast");
      int free = (int) disk.store().getUsableSpace();
      Files.write(ballast, new byte[free]);
      for (int attempt = 0; attempt < 2; attempt++) {
        expect(
            Verdict.RETRY_SAME,
            () -> store.save(next(stored, 1)),
            "disk full: " + root.resolve("p/checkpoint.json"));
        assertThat(open().peek()).contains(stored);
      }
      Files.delete(ballast);
      store.save(next(stored, 1));
      assertThat(open().peek()).contains(next(stored, 1));
    }
  }

  @Test
  void aRunnerWhoseLockWasRemovedSavesNothing() throws Exception {
    try (CheckpointStore store = open()) {
      CheckpointDocument stored = store.acquire(firstRun("a"));
      Files.delete(root.resolve("p/LOCK"));
      try (CheckpointStore successor = open()) {
        successor.acquire(firstRun("b"));
        expect(Verdict.FENCED, () -> store.save(next(stored, 1)), "removed or replaced");
        expect(Verdict.FENCED, store::reread, "removed or replaced");
      }
    }
  }

  @Test
  void aCopyIsShownButNeverTakenForTheAuthority() throws Exception {
    CheckpointDocument document = next(firstRun("a"), 9);
    try (CheckpointStore store = open()) {
      assertThat(store.peek()).isEmpty();
      store.copy(document);
      store.copy(document);
      assertThat(store.peek()).contains(document);
      assertThat(store.acquire(firstRun("b"))).isEqualTo(firstRun("b"));
      assertThat(store.peek()).contains(firstRun("b"));
    }
  }

  @Test
  void looksAtNothingWithoutMakingAFolder() throws Exception {
    assertThat(open().peek()).isEmpty();
    assertThat(root.resolve("p")).doesNotExist();
  }

  private CheckpointStore open() throws SinkException {
    return open("p");
  }

  private CheckpointStore open(String pipeline) throws SinkException {
    CheckpointStoreProvider provider =
        ServiceLoader.load(CheckpointStoreProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.scheme().equals("file"))
            .findFirst()
            .orElseThrow();
    return provider.open(root.toUri(), pipeline);
  }

  private static CheckpointDocument firstRun(String owner) {
    return CheckpointDocument.firstRun("p", "incarnation", owner, Instant.EPOCH);
  }

  private static CheckpointDocument next(CheckpointDocument document, long events) {
    return document
        .toNext()
        .events(events)
        .position(new CheckpointDocument.StoredValue("java.lang.Long", Long.toString(events)))
        .entries(Map.of("trades", Map.of("", new CheckpointDocument.Entry(null, events))))
        .build();
  }

  private static void expect(Verdict verdict, ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.verdict()).as("%s", e).isEqualTo(verdict))
        .hasMessageNotContaining("\n")
        .message()
        .contains(parts);
  }
}
