package dev.durableingest.processor.lock;

import dev.durableingest.processor.diagnose.Problem;
import javax.lang.model.element.TypeElement;

/**
 * Something that is wrong with a lock, or worth knowing.
 *
 * @param source the source that it is about; of the file as a whole, the first one
 * @param problem what it is
 */
public record LockFinding(TypeElement source, Problem problem) {}
