/**
 * What generated code calls: bindings, columns, record codecs, options. Its shape is versioned by
 * {@link dev.durableingest.runtime.wiring.WiringVersion}; nobody writes against it by hand, except
 * sinks, which read columns and are written to through record codecs.
 */
@NullMarked
package dev.durableingest.runtime.wiring;

import org.jspecify.annotations.NullMarked;
