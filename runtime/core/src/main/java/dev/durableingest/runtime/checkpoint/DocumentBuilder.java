package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.JournalMark;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Starts;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.sink.SinkPosition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a document from another one. The only way to change one, so that what a change does not
 * speak of cannot be lost. What each part means is said at {@link CheckpointDocument}. Owned by one
 * thread.
 */
public final class DocumentBuilder {
  private final String pipeline;
  private String incarnation;
  private long revision;
  private long epoch;
  private String owner;
  private long events;
  private Instant writtenAt;
  private @Nullable StoredValue position;
  private Map<String, Map<String, Entry>> entries;
  private Map<String, SinkPosition> sinks;
  private DeadLetters deadLetters;
  private List<Gap> gaps;
  private long nextGap;
  private Starts starts;
  private @Nullable JournalMark journal;

  DocumentBuilder(CheckpointDocument document) {
    pipeline = document.pipeline();
    incarnation = document.incarnation();
    revision = document.revision();
    epoch = document.epoch();
    owner = document.owner();
    events = document.events();
    writtenAt = document.writtenAt();
    position = document.position();
    entries = document.entries();
    sinks = document.sinks();
    deadLetters = document.deadLetters();
    gaps = document.gaps();
    nextGap = document.nextGap();
    starts = document.starts();
    journal = document.journal();
  }

  /** The document as it was set. */
  public CheckpointDocument build() {
    return new CheckpointDocument(
        pipeline,
        incarnation,
        revision,
        epoch,
        owner,
        events,
        writtenAt,
        position,
        entries,
        sinks,
        deadLetters,
        gaps,
        nextGap,
        starts,
        journal);
  }

  /** Random name of the incarnation. */
  public DocumentBuilder incarnation(String value) {
    incarnation = value;
    return this;
  }

  /** Number of the save. */
  public DocumentBuilder revision(long value) {
    revision = value;
    return this;
  }

  /** Number of the lease. */
  public DocumentBuilder epoch(long value) {
    epoch = value;
    return this;
  }

  /** Random name of the run that holds the lease. */
  public DocumentBuilder owner(String value) {
    owner = value;
    return this;
  }

  /** Events handled since the first run. */
  public DocumentBuilder events(long value) {
    events = value;
    return this;
  }

  /** When it was written, by the wall clock. */
  public DocumentBuilder writtenAt(Instant value) {
    writtenAt = value;
    return this;
  }

  /** Up to where the source may acknowledge, or null. */
  public DocumentBuilder position(@Nullable StoredValue value) {
    position = value;
    return this;
  }

  /** Cursors by resource and partition. */
  public DocumentBuilder entries(Map<String, Map<String, Entry>> value) {
    entries = value;
    return this;
  }

  /** Where sinks end, by name. */
  public DocumentBuilder sinks(Map<String, SinkPosition> value) {
    sinks = value;
    return this;
  }

  /** Where the dead letters end. */
  public DocumentBuilder deadLetters(DeadLetters value) {
    deadLetters = value;
    return this;
  }

  /** Holes that are known and not closed. */
  public DocumentBuilder gaps(List<Gap> value) {
    gaps = value;
    return this;
  }

  /** Id of the next gap. */
  public DocumentBuilder nextGap(long value) {
    nextGap = value;
    return this;
  }

  /** What is needed to find an event that kills the process. */
  public DocumentBuilder starts(Starts value) {
    starts = value;
    return this;
  }

  /** How far the intake journal was handled, or null where there never was one. */
  public DocumentBuilder journal(@Nullable JournalMark value) {
    journal = value;
    return this;
  }
}
