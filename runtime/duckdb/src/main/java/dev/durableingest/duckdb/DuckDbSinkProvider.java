package dev.durableingest.duckdb;

import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.QueryRows;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkCheck;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkProvider;
import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Opens {@code duckdb:file} as the tables of a pipeline. */
public final class DuckDbSinkProvider implements SinkProvider {
  @Override
  public String scheme() {
    return DatabaseUrl.SCHEME;
  }

  @Override
  public boolean accepts(Role role) {
    return role == Role.OLAP;
  }

  @Override
  public Sink open(URI url, String pipeline, List<ResourceBinding<?, ?, ?>> resources)
      throws SinkException {
    Map<String, RecordTable> tables = RecordTable.of(resources);
    Database database = new Database(DatabaseUrl.parse(url), "pipeline '" + pipeline + "'");
    database.open();
    return new DuckDbSink(database, pipeline, tables);
  }

  @Override
  public void query(URI url, String sql, QueryRows rows) throws SinkException {
    QueryClient.ask(DatabaseUrl.parse(url), sql, rows, QueryClient.PATIENCE);
  }

  @Override
  public SinkCheck check(URI url, String pipeline, List<ResourceBinding<?, ?, ?>> resources) {
    try {
      Map<String, RecordTable> tables = RecordTable.of(resources);
      return new SinkCheck(
          SinkKind.TRANSACTIONAL, DatabaseCheck.of(url, pipeline, tables.values()));
    } catch (SinkException e) {
      return new SinkCheck(SinkKind.TRANSACTIONAL, List.of(Finding.fails("--olap", e)));
    }
  }
}
