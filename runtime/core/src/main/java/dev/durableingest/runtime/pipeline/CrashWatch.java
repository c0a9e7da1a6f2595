package dev.durableingest.runtime.pipeline;

import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.EventFailure;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Starts;
import dev.durableingest.runtime.deadletter.DeadLetterPayload;
import dev.durableingest.runtime.source.QueueItem;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds an event that kills the process whenever it is handled: it never gets as far as to become a
 * dead letter by itself.
 *
 * <p>Each start is counted in the document until there is progress. After three starts without, the
 * events that may have been in flight are committed one by one, and each is named in the document
 * before it is handled: the suspect. An event that was it at two deaths is set aside: one may be
 * chance, where somebody kills the process again and again. Its name stays until its resource has a
 * newer cursor, because until then it comes again. Where a payload differs from replay to replay,
 * so that it is not recognised, the first event of the suspect's resource is taken for it after two
 * deaths as well.
 *
 * <p>A run that ends in order takes its count back. Owned by the pipeline thread.
 */
final class CrashWatch {
  private static final int CAREFUL_FROM = 3;
  private static final int UNRECOGNISED_FROM = 5;

  // Behind a name in the document: it was the suspect at a death before.
  private static final String AGAIN = " again";

  private final Ledger ledger;
  private final long foundStarts;
  private final long inFlightMax;
  // Of what the process died, and what was the suspect at the last death for the first time.
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> suspected = new LinkedHashSet<>();
  private long watched;
  private boolean hasPassedOne;

  /**
   * @param inFlightMax how many events may have been handled that no document knew
   */
  CrashWatch(Ledger ledger, long inFlightMax) {
    Starts found = ledger.saved().starts();
    this.ledger = ledger;
    this.foundStarts = found.sinceProgress();
    this.inFlightMax = inFlightMax;
    if (found.suspect() != null) {
      for (String name : found.suspect().split(", ", -1)) {
        if (name.endsWith(AGAIN)) {
          names.add(name.substring(0, name.length() - AGAIN.length()));
        } else {
          suspected.add(name);
        }
      }
    }
    ledger.starts(new Starts(foundStarts + 1, found.suspect()), new Starts(0, found.suspect()));
  }

  /** Whether events are committed one by one. */
  boolean isCareful() {
    boolean isAlarmed = foundStarts >= CAREFUL_FROM || !suspected.isEmpty();
    return isAlarmed && watched < inFlightMax;
  }

  /** Whether nothing is suspected of anything, so that starts are no matter of single events. */
  boolean isQuiet() {
    return names.isEmpty() && suspected.isEmpty() && !isCareful();
  }

  /** An event is going to be handled; the next document names it. */
  void suspect(QueueItem item) {
    watched++;
    QueueItem inner = item instanceof QueueItem.Backfill backfill ? backfill.event() : item;
    if (inner instanceof QueueItem.Event<?> event) {
      String name = nameOf(event);
      String known = joined(names);
      if (names.contains(name)) {
        tell(known);
      } else {
        String own = suspected.contains(name) ? name + AGAIN : name;
        tell(known == null ? own : known + ", " + own);
      }
    }
  }

  /**
   * The event was handled before, so it was none of those in flight: they come after it, where a
   * source repeats what it emitted.
   */
  void passReplay() {
    watched--;
  }

  /** Whether the process died of this event. */
  boolean isFatal(QueueItem.Event<?> event) {
    if (names.isEmpty() && suspected.isEmpty()) {
      return false; // nearly always, and asked of each event
    }
    ResourceBinding<?, ?, ?> resource = event.resource();
    boolean isSuspected = suspected.stream().anyMatch(isOf(resource));
    if (!isSuspected && names.stream().noneMatch(isOf(resource))) {
      return false;
    }
    boolean isUnrecognised =
        !hasPassedOne
            && foundStarts >= UNRECOGNISED_FROM
            && resource.replay() == Replay.FROM_CHECKPOINT;
    return isUnrecognised || names.contains(nameOf(event));
  }

  /** An event that is fatal was set aside. */
  void pass(QueueItem.Event<?> event) {
    hasPassedOne = true;
    names.add(nameOf(event));
    tell(joined(names));
  }

  /** A resource has a newer cursor: what came before does not come again. */
  void move(ResourceBinding<?, ?, ?> resource) {
    if (!suspected.isEmpty()) {
      suspected.removeIf(isOf(resource));
    }
    if (!names.isEmpty() && names.removeIf(isOf(resource))) {
      tell(joined(names));
    }
  }

  /** What is left to say of starts when a run ends in order: nobody is suspect any more. */
  Starts atEnd() {
    return new Starts(0, joined(names));
  }

  /** How often, at least, the process has died when such an event was in flight. */
  int deaths() {
    return (int) Math.max(foundStarts, CAREFUL_FROM + 1);
  }

  /** Why an event is set aside of which the process died. */
  static EventFailure cause() {
    return new EventFailure.DeadLetter("The process died while it handled this event", null);
  }

  private void tell(@Nullable String suspects) {
    long count = ledger.saved().starts().sinceProgress();
    ledger.starts(new Starts(count, suspects), new Starts(0, joined(names)));
  }

  private static @Nullable String joined(Set<String> names) {
    return names.isEmpty()
        ? null
        : names.stream().map(name -> name + AGAIN).collect(Collectors.joining(", "));
  }

  private static Predicate<String> isOf(ResourceBinding<?, ?, ?> resource) {
    return name -> name.startsWith(resource.name() + " ");
  }

  private static String nameOf(QueueItem.Event<?> event) {
    ResourceBinding<?, ?, ?> resource = event.resource();
    DeadLetterPayload kept = DeadLetterPayload.of(event.payload(), resource.key().payloadType());
    return resource.name() + " " + digest(kept.toString());
  }

  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
