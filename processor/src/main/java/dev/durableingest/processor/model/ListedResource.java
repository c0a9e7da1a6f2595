package dev.durableingest.processor.model;

import dev.durableingest.processor.diagnose.Position;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code @Source(resources = …)}.
 *
 * @param at where the entry is written
 * @param typeName the class as text, qualified
 * @param resource what the class declares, or null when it carries no {@code @Resource}
 */
public record ListedResource(Position at, String typeName, @Nullable ResourceModel resource) {}
