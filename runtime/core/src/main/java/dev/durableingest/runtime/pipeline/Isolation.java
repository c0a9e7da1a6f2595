package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.source.QueueItem;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a batch apart that a sink has definitely refused, to find the records at fault. Their
 * events become dead letters; all others are written, in order. Each piece that is accepted is a
 * commit of its own, so that the document follows the pieces.
 *
 * <p>One resource after the other, because only among records that go to the same place can be told
 * whether a record or the place is at fault: what all of many records of a resource share is no bad
 * record, and none is set aside for it. Positions of the source come last, when all before them is
 * done.
 *
 * <p>Owned by the pipeline thread.
 */
final class Isolation {
  /**
   * Up to so many refused records may be the fault of each, though no record of their resource was
   * accepted beside them: bad records come in small numbers, while a place that is at fault refuses
   * whatever comes. Where few come at a time, the budget in a row notices that.
   */
  private static final int OWN_FAULT_MAX = 10;

  /** So many refused records are tried one by one before the place is taken to be at fault. */
  private static final int REFUSED_MAX = 100;

  private final Batch refused;
  private final Processing processing;
  private final EventRetries retries;
  private final JournalProgress journal;
  private final Supplier<Batch> newBatch;
  private final Commit commit;

  /** Commits one piece. */
  interface Commit {
    void commit(Batch piece) throws SinkException, PipelineFailure;
  }

  Isolation(
      Batch refused,
      Processing processing,
      EventRetries retries,
      JournalProgress journal,
      Supplier<Batch> newBatch,
      Commit commit) {
    this.refused = refused;
    this.processing = processing;
    this.retries = retries;
    this.journal = journal;
    this.newBatch = newBatch;
    this.commit = commit;
  }

  /**
   * Handles the items of the refused batch again; nothing of them is written or in the ledger.
   *
   * @throws PipelineFailure when all records of a resource are refused, or an item may not be
   *     passed; what came before it, and every other resource, is committed
   */
  void run() throws SinkException, PipelineFailure {
    Map<String, OneResource> resources = new LinkedHashMap<>();
    List<QueueItem> positions = new ArrayList<>();
    for (QueueItem item : refused.items()) {
      String resource = item.resourceName();
      if (resource == null) {
        positions.add(item);
      } else {
        resources.computeIfAbsent(resource, OneResource::new).items.add(item);
      }
    }
    PipelineFailure failure = null;
    for (OneResource resource : resources.values()) {
      try {
        resource.run();
      } catch (PipelineFailure e) {
        if (e.state() != RunnerState.FAILED) {
          throw e;
        }
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    Batch last = newBatch.get();
    for (QueueItem position : positions) {
      apply(position, null, last);
    }
    journal.endApart(refused, last);
    commitUnlessEmpty(last);
  }

  private void apply(QueueItem item, @Nullable SinkException refusal, Batch batch)
      throws SinkException, PipelineFailure {
    // What is before the item waits with it: it is not known yet whether it can be written.
    retries.apply(item, refusal, () -> batch, () -> {});
    journal.appliedApart(item, refused);
  }

  private void commitUnlessEmpty(Batch piece) throws SinkException, PipelineFailure {
    if (!piece.isEmpty()) {
      commit.commit(piece);
    }
  }

  /** The items of one resource. */
  private final class OneResource {
    private final String resource;
    private final List<QueueItem> items = new ArrayList<>();

    /** Not committed until it is known whose fault the refusals among them are. */
    private final List<QueueItem> pending = new ArrayList<>();

    private final IdentityHashMap<QueueItem, SinkException> refusals = new IdentityHashMap<>();
    private int refused;
    private boolean hasAccepted;

    OneResource(String resource) {
      this.resource = resource;
    }

    void run() throws SinkException, PipelineFailure {
      write(items);
      requireOwnFault();
      commit(List.of());
    }

    private void write(List<QueueItem> piece) throws SinkException, PipelineFailure {
      try {
        commit(piece);
        return;
      } catch (SinkException e) {
        if (!(e.verdict() instanceof Verdict.Split)) {
          throw e;
        }
        processing.rollBack();
        if (piece.size() == 1) {
          hold(piece.get(0), e);
          return;
        }
      }
      int half = piece.size() / 2;
      write(piece.subList(0, half));
      write(piece.subList(half, piece.size()));
    }

    /**
     * Commits what is pending and a piece, where the piece says whose fault the pending ones are.
     */
    private void commit(List<QueueItem> piece) throws SinkException, PipelineFailure {
      Batch batch = newBatch.get();
      PipelineFailure failure = null;
      try {
        applyAll(pending, batch);
        applyAll(piece, batch);
      } catch (PipelineFailure e) {
        failure = e;
        requireOwnFault();
      }
      boolean tells = batch.records() > 0 || refusals.isEmpty() || piece.isEmpty();
      if (!tells && failure == null) {
        processing.rollBack();
        pending.addAll(piece);
        return;
      }
      commitUnlessEmpty(batch);
      hasAccepted |= batch.records() > 0;
      pending.clear();
      refusals.clear();
      if (failure != null) {
        throw failure;
      }
    }

    private void applyAll(List<QueueItem> some, Batch batch) throws SinkException, PipelineFailure {
      for (QueueItem item : some) {
        apply(item, refusals.get(item), batch);
      }
    }

    private void hold(QueueItem item, SinkException refusal) throws SinkException, PipelineFailure {
      pending.add(item);
      refusals.put(item, refusal);
      refused++;
      if (hasAccepted) {
        commit(List.of());
      } else if (refused == REFUSED_MAX) {
        requireOwnFault();
      }
    }

    /**
     * Refuses to set anything aside when many records were refused and none was accepted.
     *
     * @throws PipelineFailure then
     */
    private void requireOwnFault() throws PipelineFailure {
      if (hasAccepted || refused <= OWN_FAULT_MAX) {
        return;
      }
      processing.rollBack();
      String words = refusals.values().iterator().next().getMessage();
      throw PipelineFailure.failed(
          "All "
              + refused
              + " records of resource '"
              + resource
              + "' that were tried one by one were refused: "
              + words
              + ". That is no single record's fault, so none was set aside; what came before is"
              + " committed. Mend the destination or the resource and start again, or have each"
              + " judged alone by --batch-max-records 1.",
          null);
    }
  }
}
