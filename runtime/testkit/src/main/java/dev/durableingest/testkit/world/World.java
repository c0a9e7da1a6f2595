package dev.durableingest.testkit.world;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.JournalMark;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.schedule.Choices;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything that outlives a runner: what is durable, what is on its way, and the time. */
public final class World {
  private final Plan plan;
  private final Choices choices;
  private final @Nullable PlantedBug bug;
  private final DocumentPlace documents;
  private final StoredFile letters = new StoredFile();
  private final List<StoredFile> files = new ArrayList<>();
  private final List<List<Integer>> rows = new ArrayList<>();
  private final List<BlockTable> blocks = new ArrayList<>();
  private final List<Runnable> lateSends = new ArrayList<>();
  private final BitSet handedOut = new BitSet();
  private final JournalDisk journal = new JournalDisk();
  private final BitSet emitted = new BitSet();
  private final BitSet accepted = new BitSet();
  private final BitSet forced = new BitSet();
  private final List<Integer> kept = new ArrayList<>();
  private final BitSet blamed = new BitSet();
  private @Nullable JournalMark beside;
  private final LeasePlace lease = new LeasePlace();
  private byte @Nullable [] redo;
  private int acknowledged;
  private long unanswered;
  private long nanos;
  private boolean calm;
  private int lives;
  private @Nullable Consumer<String> diary;

  /**
   * @param plan what the schedule is about
   * @param choices what happens
   * @param bug what was planted, or null
   * @param onStored looks at every document at the moment of its being stored
   */
  public World(
      Plan plan, Choices choices, @Nullable PlantedBug bug, Consumer<CheckpointDocument> onStored) {
    this.plan = plan;
    this.choices = choices;
    this.bug = bug;
    this.documents = new DocumentPlace(onStored);
    for (int i = 0; i < plan.resources(); i++) {
      files.add(new StoredFile());
      rows.add(new ArrayList<>());
      blocks.add(new BlockTable(rows.get(i), plan.window()));
    }
  }

  /** What the schedule is about. */
  public Plan plan() {
    return plan;
  }

  /** What happens. */
  public Choices choices() {
    return choices;
  }

  /** Whether this bug was planted. */
  public boolean has(PlantedBug candidate) {
    return bug == candidate;
  }

  /** The document. */
  public DocumentPlace documents() {
    return documents;
  }

  /** How many lives there have been. */
  public int lives() {
    return lives;
  }

  /** An event was set aside because the process died while it was handled. */
  public void blame(int event) {
    blamed.set(event);
  }

  /**
   * Whether an event was set aside for the death of the process. The schedule killed it, not the
   * event; but the runner cannot know, so that is right once it has died often enough.
   */
  public boolean isBlamed(int event) {
    return blamed.get(event);
  }

  /** The dead letters. */
  public StoredFile letters() {
    return letters;
  }

  /** The file of a resource. */
  public StoredFile file(int resource) {
    return files.get(resource);
  }

  /** The rows of a resource, in its table or where they were sent. */
  public List<Integer> rows(int resource) {
    return rows.get(resource);
  }

  /** The table of blocks of a resource. */
  public BlockTable blocks(int resource) {
    return blocks.get(resource);
  }

  /** The lease, where it runs out. */
  public LeasePlace lease() {
    return lease;
  }

  /** The record from which a commit can be repeated; null when there is none. */
  public byte @Nullable [] redo() {
    return redo;
  }

  /** Keeps the record from which a commit can be repeated. */
  public void keepRedo(byte @Nullable [] record) {
    redo = record;
  }

  /** An operator deletes document and data, to begin anew; tables do not forget their tokens. */
  public void startOver() {
    landAll();
    documents.delete();
    rows.forEach(List::clear);
    files.forEach(file -> file.removeFrom(0));
    letters.removeFrom(0);
    kept.clear();
    blamed.clear();
    note("an operator deletes document and data");
  }

  /** Events that upstream has handed out and will not hand out again. */
  public BitSet handedOut() {
    return handedOut;
  }

  /** Keeps beside the document how far the journal was handled, as it should not be. */
  public void keepBeside(@Nullable JournalMark mark) {
    beside = mark;
  }

  /** What is kept beside the document. */
  public @Nullable JournalMark beside() {
    return beside;
  }

  /** The segments of the intake journal. */
  public JournalDisk journal() {
    return journal;
  }

  /** The source hands an event on. */
  public void emit(int event) {
    emitted.set(event);
  }

  /** Whether a source has ever handed an event on. */
  public boolean isEmitted(int event) {
    return emitted.get(event);
  }

  /** Emit has taken an event, so that it is in the journal. */
  public void accept(int event) {
    accepted.set(event);
    if (plan.journal() == Plan.Journal.FORCED_AT_ONCE) {
      forced.set(event);
    }
  }

  /** Everything that emit has taken survives the machine from now on. */
  public void acceptedAreForced() {
    forced.or(accepted);
  }

  /** Whether an event must not be lost although upstream may not have it any more. */
  public boolean isAccepted(int event) {
    return accepted.get(event);
  }

  /** Lines that are durable and that nobody can write again. */
  public List<Integer> kept() {
    return kept;
  }

  /** Up to which event upstream was told that it may forget. */
  public int acknowledged() {
    return acknowledged;
  }

  /** Upstream is told that it may forget everything up to an event. */
  public void acknowledge(int upTo) {
    acknowledged = Math.max(acknowledged, upTo);
  }

  /** The measuring clock. */
  public long nanos() {
    return nanos;
  }

  /** Time passes. */
  public void pass(long some) {
    nanos += Math.max(0, some);
  }

  /** Wants to be told what happens, line by line. */
  public void tell(Consumer<String> newDiary) {
    diary = newDiary;
  }

  /** Whether somebody wants to be told. */
  public boolean isTold() {
    return diary != null;
  }

  /** Something happened. */
  public void note(String line) {
    Consumer<String> told = diary;
    if (told != null) {
      told.accept(line);
    }
  }

  /** Counts one more life. */
  public int nextLife() {
    return ++lives;
  }

  /** Whether faults have ceased. */
  public boolean isCalm() {
    return calm;
  }

  /** Faults cease. */
  public void calm() {
    calm = true;
    landAll();
  }

  private void landAll() {
    while (hasLate()) {
      land();
    }
  }

  /** Records were sent of which nobody learns at once whether they have arrived. */
  public void leaveUnanswered() {
    unanswered++;
  }

  /** How often that has been so, and how often such a request arrived afterwards. */
  public long unanswered() {
    return unanswered;
  }

  /** A request that is still on its way. */
  public void sendLate(Runnable request) {
    lateSends.add(request);
  }

  /** Whether a request is on its way. */
  public boolean hasLate() {
    return documents.hasLate() || !lateSends.isEmpty();
  }

  /** A request that was on its way arrives. */
  public void land() {
    if (lateSends.isEmpty()) {
      documents.land();
    } else {
      unanswered++;
      lateSends.remove(0).run();
    }
  }

  /** The machine dies. */
  public void loseUnforced() {
    files.forEach(file -> file.loseUnforced(choices));
    letters.loseUnforced(choices);
    journal.loseUnforced(choices);
    accepted.and(forced);
  }
}
