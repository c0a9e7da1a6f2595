/**
 * The change feed of a PostgreSQL database by logical replication: publication, slot, initial
 * snapshot, the stream of {@code pgoutput}. Knows no table of any connector.
 */
@NullMarked
package dev.durableingest.supabase.replication;

import org.jspecify.annotations.NullMarked;
