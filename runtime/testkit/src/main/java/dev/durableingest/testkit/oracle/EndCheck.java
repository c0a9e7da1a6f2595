package dev.durableingest.testkit.oracle;

import dev.durableingest.testkit.oracle.Violation.Promise;
import dev.durableingest.testkit.world.LogEvent;
import dev.durableingest.testkit.world.Plan;
import dev.durableingest.testkit.world.Row;
import dev.durableingest.testkit.world.World;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** What must hold when the calm last life has ended. */
public final class EndCheck {
  /** Three starts without progress, two that name the event, and the one that sets it aside. */
  private static final int LIVES_BEFORE_BLAME = 6;

  private final Plan plan;
  private final World world;
  private final Oracle oracle;
  private final Claims claims;
  private final Tally tally;

  /**
   * @param world the world at the end
   * @param oracle takes what does not hold
   */
  public EndCheck(World world, Oracle oracle) {
    this.plan = world.plan();
    this.world = world;
    this.oracle = oracle;
    this.claims = new Claims(plan);
    this.tally = new Tally(world);
  }

  /**
   * Looks at everything that there is.
   *
   * @param label what the pipeline promised, as its status says
   */
  public void check(String label) {
    for (int resource = 0; resource < plan.resources(); resource++) {
      world.rows(resource).forEach(tally::addRow);
      world.file(resource).read(tally::addRow);
      checkOrder(resource);
    }
    world.letters().read(tally::addLetter);
    if (tally.isTorn()) {
      oracle.report(Promise.WHOLE_RECORDS, "there is half a record");
    }
    for (LogEvent event : plan.log()) {
      check(event, isOnce(label, event.resource()));
    }
    for (int line : world.kept()) {
      if (!plan.isReplayable(plan.event(Row.eventOf(line)).resource()) && !isThere(line)) {
        oracle.report(Promise.NOTHING_VANISHES, "a record of event " + Row.eventOf(line));
      }
    }
    if (plan.hasPositions() && world.acknowledged() < plan.log().size()) {
      oracle.report(
          Promise.LIVENESS, "acknowledged is " + world.acknowledged() + " of " + plan.log().size());
    }
  }

  private void check(LogEvent event, boolean isOnce) {
    boolean replayable = plan.isReplayable(event.resource());
    boolean mustBeThere = replayable || world.isAccepted(event.id());
    if (mustBeThere && !tally.isComplete(event)) {
      oracle.report(Promise.NOTHING_MISSING, "event " + event.id() + " is not there");
    }
    boolean isBlamed = world.isBlamed(event.id());
    boolean mayBeSetAside = event.isBad() || (isBlamed && world.lives() >= LIVES_BEFORE_BLAME);
    if (!mayBeSetAside && tally.letters(event) > 0) {
      oracle.report(Promise.DEAD_LETTERS, "event " + event.id() + " was set aside");
    }
    if (event.isBad() && tally.rows(event) > 0) {
      oracle.report(Promise.DEAD_LETTERS, "event " + event.id() + " is bad and has records");
    }
    if (isOnce
        && !isBlamed
        && !world.blocks(event.resource()).isExcused(event.id())
        && claims.isRecognised(event)
        && tally.isComplete(event)
        && !tally.isExact(event)) {
      oracle.report(Promise.NO_DUPLICATE, "event " + event.id() + " is there more than once");
    }
  }

  private void checkOrder(int resource) {
    boolean mayLandLate = plan.layout().hasSent() && !plan.isReplayable(resource);
    if (mayLandLate) {
      return;
    }
    BitSet seen = new BitSet();
    Map<String, Integer> last = new HashMap<>();
    world.rows(resource).forEach(line -> see(line, seen, last));
    world.file(resource).read(line -> see(line, seen, last));
  }

  private void see(int line, BitSet seen, Map<String, Integer> last) {
    int id = Row.eventOf(line);
    if (line == Row.torn() || seen.get(id) || plan.hole().contains(id)) {
      return;
    }
    seen.set(id);
    Integer before = last.put(plan.event(id).partition(), id);
    if (before != null && before > id) {
      oracle.report(Promise.IN_ORDER, "event " + id + " comes after event " + before);
    }
  }

  private boolean isThere(int line) {
    return tally.rows(plan.event(Row.eventOf(line))) > 0;
  }

  /** Whether a label promises that nothing of a resource is there twice. */
  static boolean isOnce(String label, int resource) {
    int details = label.indexOf('(');
    return details < 0
        ? label.equals("effectively-once")
        : label.substring(details).contains(Plan.nameOf(resource) + " effectively-once");
  }
}
