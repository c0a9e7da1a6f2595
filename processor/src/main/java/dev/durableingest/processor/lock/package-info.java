/**
 * The schema lock: what is stored in sinks and checkpoints, as it was when somebody last agreed to
 * it, in a file that is committed with the code. Reads it, compares it with what is being compiled,
 * and writes it; prints nothing itself.
 */
@NullMarked
package dev.durableingest.processor.lock;

import org.jspecify.annotations.NullMarked;
