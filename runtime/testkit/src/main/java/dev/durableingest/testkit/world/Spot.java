package dev.durableingest.testkit.world;

/**
 * A cursor with an order: a place in a log, and which of the events there.
 *
 * @param at the place
 * @param index which event of that place
 */
public record Spot(int at, int index) implements Place, Comparable<Spot> {
  @Override
  public int compareTo(Spot other) {
    int byPlace = Integer.compare(at, other.at);
    return byPlace != 0 ? byPlace : Integer.compare(index, other.index);
  }
}
