package dev.durableingest.testkit.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table that refuses what it has seen: it remembers so many pairs of token and partition, and
 * takes the rows of a pair that it does not remember.
 */
public final class BlockTable {
  private final List<Integer> rows;
  private final ArrayDeque<String> window = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();
  private final BitSet excused = new BitSet();
  private int size;

  /**
   * @param rows where its rows are
   * @param size how many pairs it remembers
   */
  BlockTable(List<Integer> rows, int size) {
    this.rows = rows;
    this.size = size;
  }

  /** The rows of a block, by the partition of the table. */
  public static Map<String, List<Integer>> byPartition(Plan plan, List<Integer> lines) {
    Map<String, List<Integer>> parts = new LinkedHashMap<>();
    for (int line : lines) {
      String partition = plan.event(Row.eventOf(line)).partition();
      parts.computeIfAbsent(partition, absent -> new ArrayList<>()).add(line);
    }
    return parts;
  }

  /** Takes the rows of a block that belong to one partition, unless it remembers having them. */
  public void insert(String token, String partition, List<Integer> lines) {
    String pair = token + '#' + partition;
    if (window.contains(pair)) {
      return;
    }
    if (!seen.add(pair)) {
      // The window has turned over: that is outside of what is promised.
      lines.forEach(line -> excused.set(Row.eventOf(line)));
    }
    window.addLast(pair);
    trim();
    rows.addAll(lines);
  }

  /** Somebody alters the table: it remembers so many pairs from now on. */
  public void remember(int pairs) {
    size = pairs;
    trim();
  }

  /** Whether an event came again after the table had forgotten that it has it. */
  public boolean isExcused(int event) {
    return excused.get(event);
  }

  private void trim() {
    while (window.size() > size) {
      window.removeFirst();
    }
  }
}
