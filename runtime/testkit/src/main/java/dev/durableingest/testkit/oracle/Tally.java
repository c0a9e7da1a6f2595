package dev.durableingest.testkit.oracle;

import dev.durableingest.testkit.world.LogEvent;
import dev.durableingest.testkit.world.Row;
import dev.durableingest.testkit.world.World;

/** Counts which records of which events are there. */
final class Tally {
  private final int[][] ordinals;
  private final int[] rows;
  private final int[] letters;
  private boolean torn;

  private final World world;

  Tally(World world) {
    int events = world.plan().log().size();
    this.world = world;
    ordinals = new int[2][events + 1];
    rows = new int[events + 1];
    letters = new int[events + 1];
  }

  void addRow(int line) {
    if (line == Row.torn()) {
      torn = true;
      return;
    }
    int event = Row.eventOf(line);
    ordinals[Row.versionOf(line)][event] |= 1 << Row.ordinalOf(line);
    rows[event]++;
  }

  void addLetter(int line) {
    if (line == Row.torn()) {
      torn = true;
      return;
    }
    letters[Row.eventOf(line)]++;
  }

  boolean isTorn() {
    return torn;
  }

  int rows(LogEvent event) {
    return rows[event.id()];
  }

  int letters(LogEvent event) {
    return letters[event.id()];
  }

  /** Whether all of an event is there, by either version of the mapping. */
  boolean isComplete(LogEvent event) {
    boolean isSetAside = letters[event.id()] > 0;
    if (event.isBad() || (isSetAside && world.isBlamed(event.id()))) {
      return isSetAside;
    }
    return isComplete(event, 0) || isComplete(event, 1);
  }

  /** Whether exactly one version of an event is there, each record once. */
  boolean isExact(LogEvent event) {
    if (event.isBad()) {
      return letters[event.id()] == 1;
    }
    return (isComplete(event, 0) && rows[event.id()] == event.records(0))
        || (isComplete(event, 1) && rows[event.id()] == event.records(1));
  }

  private boolean isComplete(LogEvent event, int version) {
    int all = (1 << event.records(version)) - 1;
    return (ordinals[version][event.id()] & all) == all;
  }
}
