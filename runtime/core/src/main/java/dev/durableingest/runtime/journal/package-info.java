/**
 * The stage in which an event becomes durable before it is handled: a log of everything that a
 * source says, in order, and its way back into the queue. Knows neither what becomes of an event
 * nor where its records go.
 */
@NullMarked
package dev.durableingest.runtime.journal;

import org.jspecify.annotations.NullMarked;
