package dev.durableingest.testkit.oracle;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.testkit.oracle.Violation.Promise;
import dev.durableingest.testkit.world.LogEvent;
import dev.durableingest.testkit.world.Plan;
import dev.durableingest.testkit.world.Plan.Style;
import dev.durableingest.testkit.world.Repetitions;
import dev.durableingest.testkit.world.Row;
import dev.durableingest.testkit.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one schedule repeats from the end of one life to the end of the next: which events are there
 * once more. After a crash that may be what was emitted after the saved document, and nothing else,
 * unless replays overlap or a request had no answer.
 *
 * <p>Two runners at once are left out, because their lives have no order; and events that nobody
 * recognises, because they carry no cursor.
 */
public final class CrashWindows {
  private final Plan plan;
  private final World world;
  private final Claims claims;
  private final List<Sample> samples = new ArrayList<>();
  private @Nullable Window window;

  /**
   * How things stood when a life ended.
   *
   * @param copies how often the first record of each event was there
   * @param claimed events that the document says are handled
   * @param open events that were emitted, and that it does not speak of
   * @param unanswered how many requests had had no answer
   */
  private record Window(
      boolean isCrash, List<Integer> copies, BitSet claimed, BitSet open, long unanswered) {}

  /** What was there once more at the end of the next life. */
  private record Sample(Window crash, BitSet repeated, boolean isAnswered) {}

  /**
   * @param world in which the lives are
   */
  public CrashWindows(World world) {
    this.plan = world.plan();
    this.world = world;
    this.claims = new Claims(plan);
  }

  /** A life has ended. */
  public void ended(boolean isCrash) {
    settle();
    CheckpointDocument document = world.documents().current();
    BitSet claimed = new BitSet();
    BitSet open = new BitSet();
    for (LogEvent event : plan.log()) {
      boolean isClaimed =
          document != null && claims.isClaimed(document, event) && !Claims.isInGap(document, event);
      claimed.set(event.id(), isClaimed);
      open.set(event.id(), !isClaimed && world.isEmitted(event.id()));
    }
    window = new Window(isCrash, copies(), claimed, open, world.unanswered());
  }

  /** An operator has deleted everything: what comes again is wanted. */
  public void startedOver() {
    window = null;
  }

  /**
   * The last life has ended well.
   *
   * @param label what the pipeline promised
   * @param oracle takes what does not hold
   * @param found takes the samples
   */
  public void over(String label, Oracle oracle, Repetitions found) {
    settle();
    if (plan.twoRunners()) {
      return;
    }
    BitSet counted = new BitSet();
    for (LogEvent event : plan.log()) {
      boolean isOnce = EndCheck.isOnce(label, event.resource());
      boolean isRecognised = plan.style() == Style.ROUGH || claims.isRecognised(event);
      counted.set(event.id(), !isOnce && isRecognised && plan.isReplayable(event.resource()));
    }
    if (!counted.isEmpty()) {
      samples.forEach(sample -> count(sample, counted, oracle, found));
    }
  }

  private void count(Sample sample, BitSet counted, Oracle oracle, Repetitions found) {
    BitSet repeated = and(sample.repeated(), counted);
    BitSet open = and(sample.crash().open(), counted);
    if (plan.style() == Style.ROUGH) {
      found.countOverlapping(repeated.cardinality());
    } else if (!sample.isAnswered()) {
      found.countUnanswered(repeated.cardinality());
    } else {
      found.count(and(repeated, open).cardinality(), open.cardinality());
      repeated.and(sample.crash().claimed());
      if (!repeated.isEmpty()) {
        oracle.report(
            Promise.REPEATS_ARE_BOUNDED, "events " + repeated + " came again after a crash");
      }
    }
  }

  private void settle() {
    Window before = window;
    if (before == null || !before.isCrash()) {
      return;
    }
    List<Integer> now = copies();
    BitSet repeated = new BitSet();
    for (LogEvent event : plan.log()) {
      int id = event.id();
      repeated.set(id, now.get(id) > Math.max(1, before.copies().get(id)));
    }
    samples.add(new Sample(before, repeated, before.unanswered() == world.unanswered()));
  }

  /** How often the first record of each event is there. */
  private List<Integer> copies() {
    int[] copies = new int[plan.log().size() + 1];
    for (int resource = 0; resource < plan.resources(); resource++) {
      world.rows(resource).forEach(line -> count(line, copies));
      world.file(resource).read(line -> count(line, copies));
    }
    return Arrays.stream(copies).boxed().toList();
  }

  private static void count(int line, int[] copies) {
    if (line != Row.torn() && Row.ordinalOf(line) == 0) {
      copies[Row.eventOf(line)]++;
    }
  }

  private static BitSet and(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.and(other);
    return both;
  }
}
