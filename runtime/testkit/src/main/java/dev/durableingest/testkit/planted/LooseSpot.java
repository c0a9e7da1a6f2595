package dev.durableingest.testkit.planted;

import dev.durableingest.testkit.world.Place;

/**
 * A cursor that is never equal to itself: what a filter that asks for less, instead of less or
 * equal, makes of one.
 *
 * @param at the place
 * @param index which event of that place
 */
public record LooseSpot(int at, int index) implements Place, Comparable<LooseSpot> {
  @Override
  @SuppressWarnings("ComparableType") // the bug
  public int compareTo(LooseSpot other) {
    int byPlace = Integer.compare(at, other.at);
    int order = byPlace != 0 ? byPlace : Integer.compare(index, other.index);
    return order == 0 ? 1 : order;
  }
}
