/**
 * A Moose project as it stands: its topics, tables and Redis as destinations of a run, under its
 * names and in its shapes. Moose makes and changes them; here they are only checked.
 */
@NullMarked
package dev.durableingest.moose;

import org.jspecify.annotations.NullMarked;
