/**
 * Supabase on loopback: PostgREST and Realtime in their wire formats, over a real PostgreSQL whose
 * committed changes they tell, and misbehaving on demand.
 */
@NullMarked
package dev.durableingest.supabase.simulator;

import org.jspecify.annotations.NullMarked;
