package dev.durableingest.processor.model;

/**
 * The {@code @Reconnect} of a source, as written.
 *
 * @param initialDelay wait before the second attempt
 * @param maxDelay longest wait
 * @param multiplier growth of the wait
 * @param jitter random share of the wait
 */
public record ReconnectModel(
    Located<String> initialDelay,
    Located<String> maxDelay,
    Located<Double> multiplier,
    Located<Double> jitter) {}
