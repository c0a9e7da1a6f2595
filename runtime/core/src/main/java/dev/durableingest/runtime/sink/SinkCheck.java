package dev.durableingest.runtime.sink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code check} learned of a destination, which it left as it was.
 *
 * @param kind by which means it can be brought in line with the document, or null when that could
 *     not be learned
 * @param findings what was looked at, in the order in which a person should read it
 */
public record SinkCheck(@Nullable SinkKind kind, List<Finding> findings) {
  public SinkCheck {
    findings = List.copyOf(findings);
  }
}
