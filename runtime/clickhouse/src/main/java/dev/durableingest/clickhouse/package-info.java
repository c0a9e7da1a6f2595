/**
 * ClickHouse tables as a sink: rows are encoded as RowBinary, compressed as they come, and inserted
 * over HTTP as blocks with a token, which a table with a window of tokens refuses the second time.
 * Knows no source, no other sink, and not how a block survives the process.
 */
@NullMarked
package dev.durableingest.clickhouse;

import org.jspecify.annotations.NullMarked;
