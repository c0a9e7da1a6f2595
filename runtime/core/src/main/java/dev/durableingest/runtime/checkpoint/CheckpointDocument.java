package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.sink.SinkPosition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one document that decides what is committed: what a pipeline has handled, where the source
 * may resume, and how long every sink was then. Immutable.
 *
 * @param pipeline id of the pipeline
 * @param incarnation random; new at the first run and whenever an operator sets or resets it
 * @param revision grows by one from save to save, for ever
 * @param epoch grows by one whenever the lease is taken
 * @param owner random name of the run that holds the lease
 * @param events events handled since the first run
 * @param writtenAt when it was written, by the wall clock; only shown
 * @param position up to where the source may acknowledge, or null
 * @param entries cursors by resource and partition
 * @param sinks positions by sink name
 * @param deadLetters where the dead letters end
 * @param gaps holes that are known and not closed
 * @param nextGap id of the next gap
 * @param starts what is needed to find an event that kills the process
 * @param journal how far the intake journal was handled, or null where there never was one
 */
public record CheckpointDocument(
    String pipeline,
    String incarnation,
    long revision,
    long epoch,
    String owner,
    long events,
    Instant writtenAt,
    @Nullable StoredValue position,
    Map<String, Map<String, Entry>> entries,
    Map<String, SinkPosition> sinks,
    DeadLetters deadLetters,
    List<Gap> gaps,
    long nextGap,
    Starts starts,
    @Nullable JournalMark journal) {

  /** Version of the stored form. */
  public static final int FORMAT_VERSION = 1;

  /**
   * A value of a type of the author's, as JSON.
   *
   * @param type name of its class
   * @param json the value
   */
  public record StoredValue(String type, String json) {}

  /**
   * How far one partition of a resource has come.
   *
   * @param cursor its newest cursor, or null where no event carried one yet
   * @param after events handled since then that carried none
   */
  public record Entry(@Nullable StoredValue cursor, long after) {}

  /**
   * The dead letters.
   *
   * @param position where their file ends; null before the first
   * @param count how many there have been
   * @param used what was used of the budget, by resource; under an empty name for what never got as
   *     far as to have one
   */
  public record DeadLetters(
      @Nullable SinkPosition position, long count, Map<String, UsedBudget> used) {
    /** None yet. */
    public static final DeadLetters NONE = new DeadLetters(null, 0, Map.of());

    /** Keeps the map from being changed. */
    public DeadLetters {
      used = Map.copyOf(used);
    }

    /** The longest row there is at present, over all resources. */
    public long inRow() {
      return used.values().stream().mapToLong(UsedBudget::inRow).max().orElse(0);
    }

    DeadLetters endingAt(SinkPosition end) {
      return new DeadLetters(end, count, used);
    }

    /** The same, with nothing used of the budget: somebody has dealt with the letters. */
    public DeadLetters forgiven() {
      return new DeadLetters(position, count, Map.of());
    }
  }

  /**
   * What was used of the dead letter budget of one resource.
   *
   * @param inRow letters since its last event that was not one
   * @param inWindow letters in its current window of events
   * @param windowEvents events in that window
   */
  public record UsedBudget(long inRow, long inWindow, long windowEvents) {}

  /**
   * Starts without progress.
   *
   * @param sinceProgress how often the pipeline was started since it last saved progress
   * @param suspect what was being handled at the last death, or null
   */
  public record Starts(long sinceProgress, @Nullable String suspect) {
    /** None yet. */
    public static final Starts NONE = new Starts(0, null);
  }

  /**
   * How far the intake journal was handled.
   *
   * @param identity random name of the journal, so that another one in its place is noticed
   * @param sequence number of its last item that was handled; grows for ever
   * @param isDrained whether the run ended with everything in it handled, so that nothing is lost
   *     without it
   * @param skips by resource, how many of the next events without a cursor were handled before
   * @param ahead by resource, the number of its last item that was handled, where items of others
   *     before it were not: a batch that was refused is handled resource by resource
   */
  public record JournalMark(
      String identity,
      long sequence,
      boolean isDrained,
      Map<String, Long> skips,
      Map<String, Long> ahead) {

    /** Keeps the maps from being changed. */
    public JournalMark {
      skips = Map.copyOf(skips);
      ahead = Map.copyOf(ahead);
    }
  }

  /** The document of a first run. */
  public static CheckpointDocument firstRun(
      String pipeline, String incarnation, String owner, Instant now) {
    return new CheckpointDocument(
        pipeline,
        incarnation,
        0,
        1,
        owner,
        0,
        now,
        null,
        Map.of(),
        Map.of(),
        DeadLetters.NONE,
        List.of(),
        1,
        Starts.NONE,
        null);
  }

  /** A document that is this one but for what is then set. */
  public DocumentBuilder toBuilder() {
    return new DocumentBuilder(this);
  }

  /** The document that follows this one, under the next revision; the rest is as it is here. */
  public DocumentBuilder toNext() {
    return toBuilder().revision(revision + 1);
  }

  /** The same document under a new epoch and owner. */
  public CheckpointDocument withLease(long newEpoch, String newOwner) {
    return toBuilder().epoch(newEpoch).owner(newOwner).build();
  }

  /** Whether there is a journal that may hold events which are not handled. */
  public boolean hasOpenJournal() {
    return journal != null && !journal.isDrained();
  }

  /** The document that follows this one and differs from it in the starts alone. */
  public CheckpointDocument followedBy(Starts newStarts) {
    return toNext().starts(newStarts).build();
  }

  /** The document that follows this one and differs from it in the dead letters alone. */
  public CheckpointDocument followedBy(DeadLetters letters) {
    return toNext().deadLetters(letters).build();
  }

  /** The same document in another incarnation. */
  public CheckpointDocument inIncarnation(String other) {
    return toBuilder().incarnation(other).build();
  }

  /**
   * The document that follows this one when an operator sets the cursors: in a new incarnation, and
   * without a position, because that speaks of the old ones.
   *
   * @param newIncarnation random
   * @param newEntries cursors by resource and partition
   * @param newGaps the holes that are known then
   */
  public CheckpointDocument setTo(
      String newIncarnation, Map<String, Map<String, Entry>> newEntries, List<Gap> newGaps) {
    return toNext()
        .incarnation(newIncarnation)
        .position(null)
        .entries(newEntries)
        .gaps(newGaps)
        .starts(Starts.NONE)
        .build();
  }

  /**
   * The same document with other ends.
   *
   * @param sinkEnds where sinks end, by sink name; those that are not named stay as they are
   * @param lettersEnd where the dead letters end
   */
  public CheckpointDocument withEnds(Map<String, SinkPosition> sinkEnds, SinkPosition lettersEnd) {
    Map<String, SinkPosition> ends = new TreeMap<>(sinks);
    ends.putAll(sinkEnds);
    return toBuilder().sinks(ends).deadLetters(deadLetters.endingAt(lettersEnd)).build();
  }

  /**
   * Names the batch that this document counts as handled, for ever: another attempt of the same
   * revision, by a later run or after a reset, has another token.
   */
  public String token() {
    return pipeline + "/" + incarnation + "/" + epoch + "." + revision;
  }

  /** Whether {@code next} may replace this document in a store: the guard of every save. */
  public boolean admits(CheckpointDocument next) {
    return next.incarnation.equals(incarnation)
        && next.epoch == epoch
        && next.owner.equals(owner)
        && next.revision == revision + 1;
  }
}
