/** Ingests tables of a Supabase project, or of any PostgreSQL database. */
@NullMarked
package dev.durableingest.supabase;

import org.jspecify.annotations.NullMarked;
