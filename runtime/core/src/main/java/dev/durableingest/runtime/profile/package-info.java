/**
 * A project that is there already, as options of a run: where its streams, tables and checkpoints
 * are, and how it names and shapes what is in them. Found by {@code --profile}.
 */
@NullMarked
package dev.durableingest.runtime.profile;

import org.jspecify.annotations.NullMarked;
