package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointUrls;
import dev.durableingest.runtime.deadletter.DeadLetter;
import dev.durableingest.runtime.deadletter.DeadLetterMark;
import dev.durableingest.runtime.deadletter.DeadLetterProvider;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.deadletter.DeadLetterUrls;
import dev.durableingest.runtime.sink.SinkException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an operator changes in a pipeline's checkpoint while no run has it. Each method takes the
 * lease, and is refused with the holder's name while somebody else has it. One thread.
 */
public final class Maintenance {
  private final String pipeline;
  private final URI checkpoints;
  private final Surroundings surroundings;

  /**
   * @param pipeline id of the pipeline
   * @param checkpoints the store whose document decides
   */
  public Maintenance(String pipeline, URI checkpoints) {
    this(pipeline, checkpoints, new LocalSurroundings(pipeline));
  }

  Maintenance(String pipeline, URI checkpoints, Surroundings surroundings) {
    this.pipeline = pipeline;
    this.checkpoints = checkpoints;
    this.surroundings = surroundings;
  }

  /**
   * What was changed.
   *
   * @param before the document that was found
   * @param after the one that took its place
   */
  public record Change(CheckpointDocument before, CheckpointDocument after) {}

  /**
   * Sets the cursor of one partition of a resource.
   *
   * @throws SinkException when the lease is held, or the store cannot be written
   */
  public Change set(String resource, String partition, CheckpointDocument.StoredValue cursor)
      throws SinkException {
    return change(
        entries -> {
          Map<String, Entry> partitions =
              new LinkedHashMap<>(entries.getOrDefault(resource, Map.of()));
          partitions.put(partition, new Entry(cursor, 0));
          entries.put(resource, partitions);
        },
        gapsOf -> false);
  }

  /**
   * Forgets cursors, and the gaps that belong to them.
   *
   * @param resource the resource to begin anew, or null for all
   * @throws SinkException when the lease is held, or the store cannot be written
   */
  public Change reset(@Nullable String resource) throws SinkException {
    return change(
        entries -> entries.keySet().removeIf(name -> resource == null || name.equals(resource)),
        gap -> resource == null || gap.equals(resource));
  }

  /**
   * Marks dead letters as discarded; the budget is whole again.
   *
   * @param url where dead letters are kept
   * @param which the letters to discard
   * @return the letters that were discarded
   * @throws SinkException when the lease is held, or something cannot be written
   */
  public List<DeadLetter> discard(URI url, Predicate<DeadLetter> which) throws SinkException {
    try (CheckpointStore store = CheckpointUrls.provider(checkpoints).open(checkpoints, pipeline)) {
      CheckpointDocument document = acquire(store);
      DeadLetterProvider provider = DeadLetterUrls.provider(url);
      // Reading and marking many letters may take longer than a lease lasts.
      Pulse pulse = new Pulse(surroundings.time());
      try (HeldLease lease = new HeldLease(store, surroundings, pulse);
          DeadLetterQueue letters = provider.open(url, pipeline)) {
        letters.recover(document.deadLetters());
        List<DeadLetter> chosen =
            provider.list(url, pipeline).stream()
                .peek(letter -> pulse.beat())
                .filter(which)
                .toList();
        lease.requireHeld();
        letters.mark(chosen.stream().map(this::discarded).toList());
        long count = document.deadLetters().count();
        store.save(document.followedBy(new DeadLetters(letters.position(), count, Map.of())));
        letters.documentSaved();
        return chosen;
      }
    }
  }

  /** How the entries change. */
  private interface Edit {
    void apply(Map<String, Map<String, Entry>> entries);
  }

  private Change change(Edit edit, Predicate<String> forgetsGapsOf) throws SinkException {
    try (CheckpointStore store = CheckpointUrls.provider(checkpoints).open(checkpoints, pipeline)) {
      CheckpointDocument before = acquire(store);
      Map<String, Map<String, Entry>> entries = new TreeMap<>(before.entries());
      edit.apply(entries);
      CheckpointDocument after =
          before.setTo(
              surroundings.randomName(),
              entries,
              before.gaps().stream().filter(gap -> !forgetsGapsOf.test(gap.resource())).toList());
      store.replace(after);
      return new Change(before, after);
    }
  }

  private CheckpointDocument acquire(CheckpointStore store) throws SinkException {
    if (store.peek().isEmpty()) {
      throw SinkException.stop(
          "There is no checkpoint of pipeline '" + pipeline + "' in " + store.description() + ".");
    }
    CheckpointDocument document =
        store.acquire(
            CheckpointDocument.firstRun(
                pipeline,
                surroundings.randomName(),
                surroundings.randomName(),
                surroundings.time().now()));
    Redo.requireSettled(store, document);
    return document;
  }

  private DeadLetterMark discarded(DeadLetter letter) {
    return new DeadLetterMark(
        letter.number(), DeadLetterMark.Action.DISCARDED, surroundings.time().now());
  }
}
