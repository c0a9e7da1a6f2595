/**
 * The change feed of Supabase Realtime: changes as they come, and readings by key that close every
 * hole which that protocol can have.
 */
@NullMarked
package dev.durableingest.supabase.realtime;

import org.jspecify.annotations.NullMarked;
