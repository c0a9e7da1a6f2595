/** Tables and checkpoints in a DuckDB file, committed together. Found by the scheme duckdb. */
module dev.durableingest.duckdb {
  requires dev.durableingest.runtime;
  requires duckdb.jdbc;
  requires java.sql;
  requires tools.jackson.databind;

  provides dev.durableingest.runtime.sink.SinkProvider with
      dev.durableingest.duckdb.DuckDbSinkProvider;
  provides dev.durableingest.runtime.checkpoint.CheckpointStoreProvider with
      dev.durableingest.duckdb.DuckDbCheckpointStoreProvider;
}
