/** One change of one row of a PostgreSQL table, however it was read. */
@NullMarked
package dev.durableingest.supabase.change;

import org.jspecify.annotations.NullMarked;
