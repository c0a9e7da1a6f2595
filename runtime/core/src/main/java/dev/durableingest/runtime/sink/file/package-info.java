/** The embedded stream: records as lines of JSON in files. Knows nothing of checkpoints. */
@NullMarked
package dev.durableingest.runtime.sink.file;

import org.jspecify.annotations.NullMarked;
