/**
 * The stage in which an event becomes records and cursors, or nothing, or a dead letter. Knows
 * neither where events come from nor where records go.
 */
@NullMarked
package dev.durableingest.runtime.process;

import org.jspecify.annotations.NullMarked;
