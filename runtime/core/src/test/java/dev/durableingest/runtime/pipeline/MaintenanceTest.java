package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static dev.durableingest.runtime.pipeline.Counted.tick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Starts;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointUrls;
import dev.durableingest.runtime.sink.SinkException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator may change, and when not; with the checkpoints of a real run in files. */
@Timeout(300)
final class MaintenanceTest {
  @TempDir Path folder;
  private URI checkpoints;
  private Maintenance maintenance;

  @BeforeEach
  void runOnce() throws Exception {
    checkpoints = folder.resolve("checkpoints").toUri();
    maintenance = new Maintenance("counted", checkpoints);
    Counted.pipeline(context -> context.emit(PLAIN, tick(1)), Counted.plain(OnError.DEAD_LETTER))
        .start(Counted.options(folder).build())
        .await();
  }

  @Test
  void nothingIsChangedWhileABatchIsOpenThatOnlyARunCanCommit() throws Exception {
    CheckpointDocument before = keepTheNextBatch();
    List<ThrowingCallable> changes =
        List.of(
            () -> maintenance.set("plain", "", new StoredValue("java.lang.Long", "7")),
            () -> maintenance.reset(null),
            () -> maintenance.reset("plain"),
            () -> maintenance.discard(folder.resolve("dead-letters").toUri(), letter -> true));
    for (ThrowingCallable change : changes) {
      assertThatThrownBy(change)
          .isInstanceOf(SinkException.class)
          .hasMessageContaining("The last run of pipeline 'counted' ended in the middle of a batch")
          .hasMessageContaining("Run the pipeline once")
          .hasMessageNotContaining("\n");
    }
    CheckpointDocument after = stored();
    assertThat(after.incarnation()).isEqualTo(before.incarnation());
    assertThat(after.revision()).isEqualTo(before.revision());
    assertThat(after.entries()).isEqualTo(before.entries());
  }

  @Test
  void aBatchThatWasCommittedIsNoReasonToRefuse() throws Exception {
    CheckpointDocument before = keepTheNextBatch();
    try (CheckpointStore store = open()) {
      CheckpointDocument taken = store.acquire(firstRun());
      store.save(taken.followedBy(Starts.NONE)); // as the run would have done
    }
    assertThat(maintenance.reset(null).after().incarnation()).isNotEqualTo(before.incarnation());
  }

  @Test
  void aBatchOfAnotherIncarnationIsNoReasonToRefuse() throws Exception {
    maintenance.reset(null);
    try (CheckpointStore store = open()) {
      CheckpointDocument taken = store.acquire(firstRun());
      keep(store, taken.followedBy(Starts.NONE).inIncarnation("an earlier one"));
    }
    maintenance.reset(null);
  }

  private CheckpointDocument keepTheNextBatch() throws SinkException {
    try (CheckpointStore store = open()) {
      CheckpointDocument taken = store.acquire(firstRun());
      keep(store, taken.followedBy(Starts.NONE));
      return taken;
    }
  }

  private static void keep(CheckpointStore store, CheckpointDocument draft) throws SinkException {
    store.redoLog().orElseThrow().write(new RedoRecord(draft, Map.of(), List.of()).encode());
  }

  private CheckpointDocument stored() throws SinkException {
    try (CheckpointStore store = open()) {
      return store.peek().orElseThrow();
    }
  }

  private CheckpointStore open() throws SinkException {
    return CheckpointUrls.provider(checkpoints).open(checkpoints, "counted");
  }

  private static CheckpointDocument firstRun() {
    return CheckpointDocument.firstRun("counted", "i", "o", Instant.EPOCH);
  }
}
