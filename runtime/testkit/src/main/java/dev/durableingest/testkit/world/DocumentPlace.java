package dev.durableingest.testkit.world;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the document is kept; survives every crash. */
public final class DocumentPlace {
  private final Consumer<CheckpointDocument> onStored;
  private final List<CheckpointDocument> history = new ArrayList<>();
  private final List<CheckpointDocument> late = new ArrayList<>();
  private @Nullable CheckpointDocument current;
  private @Nullable CheckpointDocument previous;
  private boolean reusesEpochs;
  private BiPredicate<CheckpointDocument, CheckpointDocument> guard = CheckpointDocument::admits;

  /**
   * @param onStored looks at every document that becomes the current one
   */
  DocumentPlace(Consumer<CheckpointDocument> onStored) {
    this.onStored = onStored;
  }

  /** The document, or null before the first. */
  public @Nullable CheckpointDocument current() {
    return current;
  }

  /** The one before. */
  public @Nullable CheckpointDocument previous() {
    return previous;
  }

  /** Every document that ever was the current one, leases left out. */
  public List<CheckpointDocument> history() {
    return history;
  }

  /** What decides whether a document may replace the current one. */
  public void guard(BiPredicate<CheckpointDocument, CheckpointDocument> newGuard) {
    guard = newGuard;
  }

  /** The place forgets its last grant, so that an epoch is handed out twice. */
  public void reuseEpochs() {
    reusesEpochs = true;
  }

  /** Hands the lease to an owner: a new epoch. */
  public CheckpointDocument grant(CheckpointDocument firstRun) {
    CheckpointDocument found = current;
    CheckpointDocument next =
        found == null
            ? firstRun.withLease(1, firstRun.owner())
            : found.withLease(found.epoch() + (reusesEpochs ? 0 : 1), firstRun.owner());
    if (found == null) {
      history.add(next);
    }
    current = next;
    return next;
  }

  /** Whether the guard lets a document in. */
  public boolean admits(CheckpointDocument next) {
    CheckpointDocument found = current;
    return found != null && guard.test(found, next);
  }

  /** Stores a document, whatever the guard says. */
  public void store(CheckpointDocument next) {
    onStored.accept(next);
    previous = current;
    current = next;
    history.add(next);
  }

  /** Takes a document from the place, as somebody does who takes it for lost. */
  public void forget(@Nullable CheckpointDocument instead) {
    current = instead;
  }

  /** An operator deletes it. */
  void delete() {
    current = null;
    previous = null;
  }

  /** A save that is still on its way. */
  public void sendLate(CheckpointDocument next) {
    late.add(next);
  }

  /** One save that was on its way arrives. */
  public void land() {
    if (!late.isEmpty()) {
      CheckpointDocument next = late.remove(0);
      if (admits(next)) {
        store(next);
      }
    }
  }

  /** Whether a save is on its way. */
  public boolean hasLate() {
    return !late.isEmpty();
  }
}
