package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkCheck;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkProvider;
import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Opens {@code clickhouse://host/database} as the tables of a pipeline. */
public final class ClickHouseSinkProvider implements SinkProvider {

  /** Called by {@link java.util.ServiceLoader}. */
  public ClickHouseSinkProvider() {}

  @Override
  public String scheme() {
    return ClickHouseUrl.SCHEME;
  }

  @Override
  public boolean accepts(Role role) {
    return role == Role.OLAP;
  }

  @Override
  public Sink open(URI url, String pipeline, List<ResourceBinding<?, ?, ?>> resources)
      throws SinkException {
    Map<String, RecordTable> tables = RecordTable.of(resources);
    Client client = new Client(ClickHouseUrl.parse(url));
    client.greet();
    return new ClickHouseSink(client, tables);
  }

  @Override
  public SinkCheck check(URI url, String pipeline, List<ResourceBinding<?, ?, ?>> resources) {
    try {
      return DatabaseCheck.of(ClickHouseUrl.parse(url), RecordTable.of(resources).values());
    } catch (SinkException e) {
      return new SinkCheck(null, List.of(Finding.fails("--olap", e)));
    }
  }
}
