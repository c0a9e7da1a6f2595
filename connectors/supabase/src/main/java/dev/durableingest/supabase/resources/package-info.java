/** What becomes of the changes of each table. */
@NullMarked
package dev.durableingest.supabase.resources;

import org.jspecify.annotations.NullMarked;
