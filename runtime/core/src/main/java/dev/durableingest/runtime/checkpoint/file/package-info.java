/** The embedded checkpoint store: one document in a file, in a folder that one process holds. */
@NullMarked
package dev.durableingest.runtime.checkpoint.file;

import org.jspecify.annotations.NullMarked;
