package dev.durableingest.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
  @TempDir Path folder;

  @Test
  void aSecondOpenerInTheSameProcessIsRefusedAndLearnsWhoHoldsIt() throws Exception {
    Path file = folder.resolve("deep/LOCK");
    try (LockFile held = LockFile.tryAcquire(file, "pipeline 'a'").orElseThrow()) {
      assertThat(LockFile.tryAcquire(file, "pipeline 'b'")).isEmpty();
      assertThat(LockFile.holder(file))
          .startsWith("pipeline 'a', process " + ProcessHandle.current().pid() + ", since 2");
      assertThat(held.isHeld()).isTrue();
    }
    LockFile.tryAcquire(file, "pipeline 'b'").orElseThrow().close();
  }

  /** A refused opener must not drop the lock by closing a descriptor, now or when collected. */
  @Test
  void refusingAnOpenerInTheSameProcessLeavesTheLockClosedToOtherProcesses() throws Exception {
    Path file = folder.resolve("LOCK");
    Path alias = folder.resolve("alias");
    try (LockFile held = LockFile.tryAcquire(file, "pipeline 'a'").orElseThrow()) {
      Files.createLink(alias, file);
      for (int i = 0; i < 3; i++) {
        assertThat(LockFile.tryAcquire(file, "pipeline 'b'")).isEmpty();
        assertThat(LockFile.tryAcquire(alias, "pipeline 'c'")).isEmpty();
        System.gc();
      }
      try (OtherProcess other = OtherProcess.locking(file)) {
        assertThat(other.hasLock()).isFalse();
      }
      assertThat(held.isHeld()).isTrue();
    }
  }

  @Test
  void aLockOfAnotherProcessIsRespectedUntilThatProcessDies() throws Exception {
    Path file = folder.resolve("LOCK");
    try (OtherProcess other = OtherProcess.locking(file)) {
      assertThat(other.hasLock()).isTrue();
      assertThat(LockFile.tryAcquire(file, "pipeline 'a'")).isEmpty();
      assertThat(LockFile.holder(file)).startsWith("another process, process " + other.pid());
    }
    LockFile.tryAcquire(file, "pipeline 'a'").orElseThrow().close();
  }

  @Test
  void aLockFileThatWasRemovedOrReplacedIsHeldNoLonger() throws Exception {
    Path file = folder.resolve("LOCK");
    LockFile first = LockFile.tryAcquire(file, "pipeline 'a'").orElseThrow();
    Files.delete(file);
    assertThat(first.isHeld()).isFalse();
    try (LockFile second = LockFile.tryAcquire(file, "pipeline 'b'").orElseThrow()) {
      assertThat(first.isHeld()).isFalse();
      first.close();
      assertThat(second.isHeld()).isTrue();
      assertThat(LockFile.holder(file)).startsWith("pipeline 'b'");
      assertThat(LockFile.tryAcquire(file, "pipeline 'c'")).isEmpty();
    }
  }

  @Test
  void ofManyThreadsOneGetsTheLock() throws Exception {
    Path file = folder.resolve("LOCK");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 50; round++) {
        AtomicInteger held = new AtomicInteger();
        Callable<LockFile> task = () -> LockFile.tryAcquire(file, "a thread").orElse(null);
        for (var lock : threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> task).toList())) {
          if (lock.get() != null) {
            held.incrementAndGet();
            lock.get().close();
          }
        }
        assertThat(held).hasPositiveValue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void networkFileSystemsAreDistrusted() throws Exception {
    assertThat(LockFile.isDistrusted("nfs4")).isTrue();
    assertThat(LockFile.isDistrusted("CIFS")).isTrue();
    assertThat(LockFile.isDistrusted("fuse.sshfs")).isTrue();
    assertThat(LockFile.isDistrusted("ext4")).isFalse();
    assertThat(LockFile.isDistrusted("overlay")).isFalse();
    assertThat(LockFile.distrustedType(folder)).isEmpty();
  }
}
