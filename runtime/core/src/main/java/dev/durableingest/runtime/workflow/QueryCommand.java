package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.sink.QueryRows;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkProvider.Role;
import dev.durableingest.runtime.sink.SinkUrls;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command {@code query}: reads the table database, through the run that has it or directly. */
final class QueryCommand {
  /** So many rows share the widths of their columns, and wait to be printed. */
  private static final int CHUNK_ROWS = 1_000;

  private final PrintStream out;

  QueryCommand(PrintStream out) {
    this.out = out;
  }

  /**
   * Asks, and prints a table, or each row as a JSON object.
   *
   * @throws SinkException when there is no answer
   */
  int run(URI url, String sql, boolean json) throws SinkException {
    if (json) {
      SinkUrls.provider(url, Role.OLAP).query(url, sql, new JsonRows());
    } else {
      TableRows rows = new TableRows();
      SinkUrls.provider(url, Role.OLAP).query(url, sql, rows);
      rows.print();
    }
    return ExitCode.OK;
  }

  private final class JsonRows implements QueryRows {
    private List<String> names = List.of();

    @Override
    public void columns(List<String> columns) {
      names = columns;
    }

    @Override
    public void row(List<@Nullable Object> values) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        object.put(names.get(i), values.get(i));
      }
      out.println(JsonLine.MAPPER.writeValueAsString(object));
    }
  }

  private final class TableRows implements QueryRows {
    private String[] names = {};
    private final List<String[]> rows = new ArrayList<>();
    private boolean isHeaded;

    @Override
    public void columns(List<String> columns) {
      names = columns.toArray(String[]::new);
    }

    @Override
    public void row(List<@Nullable Object> values) {
      rows.add(values.stream().map(TableRows::text).toArray(String[]::new));
      if (rows.size() == CHUNK_ROWS) {
        print();
      }
    }

    void print() {
      TextTable table = new TextTable(names);
      rows.forEach(table::add);
      table.lines().stream().skip(isHeaded ? 1 : 0).forEach(out::println);
      isHeaded = true;
      rows.clear();
    }

    private static String text(@Nullable Object value) {
      if (value == null) {
        return "";
      }
      boolean isNested = value instanceof List || value instanceof Map;
      String text = isNested ? JsonLine.MAPPER.writeValueAsString(value) : value.toString();
      return text.replaceAll("\\R", " ");
    }
  }
}
