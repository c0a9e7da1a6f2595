/**
 * Tables read by PostgREST: pages by key, again and again, with an overlap for what commits late.
 */
@NullMarked
package dev.durableingest.supabase.rest;

import org.jspecify.annotations.NullMarked;
