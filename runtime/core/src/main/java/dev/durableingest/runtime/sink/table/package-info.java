/**
 * What a record type means as a table, the same for every engine: which columns and keys are
 * wanted, how a table that is there is compared with them, and which difference may be mended by
 * adding to it. Knows no SQL.
 */
@NullMarked
package dev.durableingest.runtime.sink.table;

import org.jspecify.annotations.NullMarked;
