/**
 * The durable loop: takes events from the source, processes them, writes them to sinks, saves the
 * checkpoint, tells the source. Each of these is a package of its own; this one puts them in order.
 */
@NullMarked
package dev.durableingest.runtime.pipeline;

import org.jspecify.annotations.NullMarked;
