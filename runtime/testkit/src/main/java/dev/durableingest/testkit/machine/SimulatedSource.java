package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.Checkpoint;
import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.UnknownResourceException;
import dev.durableingest.runtime.source.AttemptScope;
import dev.durableingest.runtime.source.QueueItem;
import dev.durableingest.runtime.source.SourceAttempt;
import dev.durableingest.runtime.source.SourceSession;
import dev.durableingest.testkit.machine.Connector.BadEvent;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.schedule.Choices;
import dev.durableingest.testkit.world.LogEvent;
import dev.durableingest.testkit.world.LogEvent.Kind;
import dev.durableingest.testkit.world.World;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source that emits when the loop waits: a step at a time, so that everything stays in order. */
final class SimulatedSource implements SourceSession {
  private static final int QUIET_MAX = 4;

  private final Life life;
  private final World world;
  private final Choices choices;
  private final AttemptScope scope;
  private final Connector connector;
  private final Replays replays;
  private @Nullable SourceAttempt attempt;
  private @Nullable Deque<LogEvent> left;
  private @Nullable Gap gap;
  private int gapNext;
  private long attempts;
  private boolean ended;
  private boolean cancelled;
  private int quiet;
  private int newest;
  private long startNanos;

  SimulatedSource(Life life, AttemptScope scope, Connector connector) {
    this.life = life;
    this.world = life.world();
    this.choices = world.choices();
    this.scope = scope;
    this.connector = connector;
    this.replays = new Replays(life, connector);
  }

  @Override
  public SourceAttempt start() {
    SourceAttempt next = new SourceAttempt(++attempts, scope);
    SourceAttempt old = attempt;
    Deque<LogEvent> leftover = left;
    attempt = next;
    left = null;
    gap = null;
    ended = false;
    cancelled = false;
    quiet = 0;
    startNanos = world.nanos();
    if (old != null && leftover != null && !leftover.isEmpty() && !world.isCalm()) {
      emitLate(old, leftover);
    }
    return next;
  }

  @Override
  public long attempts() {
    return attempts;
  }

  @Override
  public void cancel() {
    if (attempt != null) {
      scope.queue().cancel(attempt);
      cancelled = true;
    }
  }

  /** Emits something, or ends; false when there is nothing to be done. */
  boolean step() {
    SourceAttempt current = attempt;
    if (current == null || ended) {
      return false;
    }
    if (cancelled) {
      end(new InterruptedException());
      return true;
    }
    if (!world.isCalm() && choices.fault(2) == 1) {
      loseConnection();
      return true;
    }
    if (!world.isCalm() && choices.fault(3) == 1) {
      stray(current);
      return true;
    }
    try {
      Deque<LogEvent> events = events(current);
      if (!events.isEmpty()) {
        int some = 1 + choices.pick(3);
        boolean taken = false;
        for (int i = 0; i < some && !events.isEmpty() && emit(current, events); i++) {
          taken = true;
        }
        quiet = 0;
        return taken;
      }
      return backfill(current) || rest();
    } catch (InterruptedException e) {
      end(e);
      return true;
    }
  }

  /** When the attempt started. */
  long startNanos() {
    return startNanos;
  }

  /** Whether the attempt has ended, the connection being lost. */
  boolean isLost() {
    return ended && !cancelled;
  }

  /** The newest event that was emitted. */
  int newest() {
    return newest;
  }

  /** Whether the source has been silent for a while, and stays so for a little longer. */
  boolean isAboutToEnd() {
    return !ended && quiet == QUIET_MAX;
  }

  private boolean rest() {
    if (quiet++ < QUIET_MAX && (world.isCalm() || choices.pick(2) == 0)) {
      return false;
    }
    end(null);
    return true;
  }

  private void loseConnection() {
    if (world.has(PlantedBug.RECONNECT_WITH_OPEN_BATCH)) {
      left = null;
    } else {
      end(new BadEvent("the connection is lost"));
    }
  }

  /** Emits to a resource that does not exist, which ends the run, and not just the attempt. */
  private void stray(SourceAttempt current) {
    life.stray();
    if (!world.has(PlantedBug.UNKNOWN_RESOURCE_RETRIED)) {
      try {
        current.emit("nowhere", "");
      } catch (UnknownResourceException | InterruptedException e) {
        world.note("strays: " + e.getClass().getSimpleName());
      }
    }
    end(new BadEvent("the connection is lost"));
  }

  private void end(@Nullable Throwable cause) {
    SourceAttempt current = attempt;
    if (current != null) {
      ended = true;
      world.note("the attempt ends: " + cause);
      scope.queue().end(current, new QueueItem.Ended(cause));
    }
  }

  private Deque<LogEvent> events(SourceAttempt current) {
    Deque<LogEvent> events = left;
    if (events == null) {
      events = new ArrayDeque<>(replays.of(current));
      left = events;
      findGap(current);
      if (world.plan().hasPositions()) {
        // What was saved may never have been acknowledged: its runner may have died before.
        current.position(Integer.class).ifPresent(this::acknowledge);
        current.onCheckpointed(this::acknowledge);
      }
    }
    return events;
  }

  /** Emits the next event; false when the journal is full. */
  private boolean emit(SourceAttempt current, Deque<LogEvent> events) throws InterruptedException {
    LogEvent event = events.element();
    openGap(current, event);
    world.emit(event.id());
    if (!world.plan().isJournaled()) {
      put(current, event);
    } else if (!putInJournal(current, event)) {
      return false;
    }
    events.remove();
    newest = Math.max(newest, event.id());
    if (world.isTold()) {
      world.note("life " + life.number() + " emits " + event);
    }
    if (!world.plan().isReplayable(event.resource())) {
      world.handedOut().set(event.id());
    }
    boolean says = world.plan().hasPositions() && (events.isEmpty() || choices.pick(2) == 1);
    if (says) {
      current.position(event.id());
    }
    return true;
  }

  /** False when the journal has no room for an event that can be emitted later. */
  private boolean putInJournal(SourceAttempt current, LogEvent event) throws InterruptedException {
    boolean isReplayable = world.plan().isReplayable(event.resource());
    if (!isReplayable) {
      // A live feed tells an event once, whatever becomes of it.
      world.handedOut().set(event.id());
    }
    if (event.kind() == Kind.REJECTED) {
      put(current, event);
      return true;
    }
    boolean taken = current.tryEmit(connector.key(event.resource()), event);
    if (taken) {
      world.accept(event.id());
    }
    return taken || !isReplayable;
  }

  private void put(SourceAttempt current, LogEvent event) throws InterruptedException {
    if (event.kind() == Kind.REJECTED) {
      byte[] bytes = {(byte) event.id()};
      current.reject(connector.key(event.resource()), bytes, new BadEvent("reject " + event.id()));
    } else {
      current.emit(connector.key(event.resource()), event);
    }
  }

  /** A thread of an older attempt that was not stopped in time. */
  private void emitLate(SourceAttempt old, Deque<LogEvent> leftover) {
    if (choices.fault(2) == 0) {
      return;
    }
    try {
      if (world.has(PlantedBug.OLD_ATTEMPT_EMITS) && attempt != null) {
        LogEvent last = leftover.getLast();
        attempt.tryEmit(connector.key(last.resource()), last);
      } else {
        old.tryEmit(connector.key(0), leftover.getLast());
      }
    } catch (IllegalStateException e) {
      // As it should be.
    }
  }

  private void findGap(SourceAttempt current) {
    List<Integer> hole = world.plan().hole();
    if (hole.isEmpty()) {
      return;
    }
    for (Gap open : current.gaps(connector.key(0))) {
      gap = open;
      gapNext = (int) open.next();
    }
  }

  /** The event behind a hole shows that there is one. */
  private void openGap(SourceAttempt current, LogEvent event) throws InterruptedException {
    List<Integer> hole = world.plan().hole();
    if (hole.isEmpty() || gap != null || event.id() != hole.get(hole.size() - 1) + 1) {
      return;
    }
    if (replays.cursor(current, 0, "") < event.id()) {
      gap = current.gap(connector.key(0), "", hole.get(0), hole.get(hole.size() - 1));
      gapNext = hole.get(0);
    }
  }

  private boolean backfill(SourceAttempt current) throws InterruptedException {
    Gap open = gap;
    if (open == null || gapNext > open.to() || (!world.isCalm() && choices.pick(3) == 0)) {
      return false;
    }
    LogEvent event = world.plan().event(gapNext++);
    PlantedBug bug =
        world.plan().isComparable()
            ? PlantedBug.BACKFILL_FILTERED
            : PlantedBug.BACKFILL_MOVES_CURSOR;
    if (world.has(bug)) {
      current.emit(connector.key(0), event);
      world.emit(event.id());
    } else {
      current.backfill(open, event.id(), connector.key(0), event);
    }
    return true;
  }

  private void acknowledge(Checkpoint checkpoint) {
    if (world.has(PlantedBug.LEAST_CURSOR_ACKNOWLEDGED)) {
      world.acknowledge(least(checkpoint));
      return;
    }
    checkpoint.position(Integer.class).ifPresent(this::acknowledge);
  }

  private void acknowledge(int position) {
    if (!world.has(PlantedBug.LEAST_CURSOR_ACKNOWLEDGED)) {
      life.oracle().acknowledged(position);
      world.acknowledge(position);
    }
  }

  private int least(Checkpoint checkpoint) {
    int least = Integer.MAX_VALUE;
    for (int resource = 0; resource < world.plan().resources(); resource++) {
      int own = 0;
      for (Object cursor : checkpoint.cursors(connector.key(resource)).values()) {
        own = Math.max(own, replays.idOf(cursor));
      }
      least = Math.min(least, own);
    }
    return least == Integer.MAX_VALUE ? 0 : least;
  }
}
