package dev.durableingest.testkit.conformance;

import dev.durableingest.runtime.ResourceKey;

/**
 * A cursor as an earlier release of the connector wrote it into a checkpoint.
 *
 * @param resource whose cursor it is
 * @param json its JSON
 */
public record OlderCursor(ResourceKey<?, ?> resource, String json) {}
