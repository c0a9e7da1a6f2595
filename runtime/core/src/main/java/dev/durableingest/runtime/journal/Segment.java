package dev.durableingest.runtime.journal;

/**
 * A segment that nothing is appended to any more.
 *
 * @param number its number: that of its first item
 * @param lastSequence number of its last item
 * @param bytes its length
 */
record Segment(long number, long lastSequence, long bytes) {}
