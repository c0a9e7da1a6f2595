/**
 * The last stage: upstream is told what a saved document says, and nothing else. Never on the
 * pipeline thread.
 */
@NullMarked
package dev.durableingest.runtime.acknowledge;

import org.jspecify.annotations.NullMarked;
