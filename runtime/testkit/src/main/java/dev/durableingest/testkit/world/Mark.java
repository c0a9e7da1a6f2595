package dev.durableingest.testkit.world;

/**
 * A cursor without an order.
 *
 * @param id the event
 */
public record Mark(int id) {}
