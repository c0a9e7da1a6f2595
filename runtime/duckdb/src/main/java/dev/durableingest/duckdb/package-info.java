/**
 * One DuckDB file as a sink and as a checkpoint store: rows and checkpoint document in one
 * transaction, one sync per batch. Knows no source and no other sink.
 *
 * <p>POSIX drops the lock that DuckDB has on its file when any descriptor of the file is closed in
 * the process, so nothing here opens the database file but DuckDB itself.
 */
@NullMarked
package dev.durableingest.duckdb;

import org.jspecify.annotations.NullMarked;
