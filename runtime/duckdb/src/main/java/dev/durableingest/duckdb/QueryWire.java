package dev.durableingest.duckdb;

import dev.durableingest.runtime.sink.QueryRows;
import dev.durableingest.runtime.sink.SinkException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a question and its answer are written on a socket, a line of JSON each: the text of the
 * question; then the names of the columns, an array for each row, and an object at the end, with
 * the error if there was one.
 */
final class QueryWire {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private QueryWire() {}

  static void ask(BufferedWriter out, String sql) throws IOException {
    line(out, sql);
    out.flush();
  }

  /** The question; null where the other side has gone. */
  static @Nullable String question(BufferedReader in) throws IOException {
    String line = in.readLine();
    return line == null ? null : read(line, String.class);
  }

  /** Takes rows and writes them as the answer. */
  static QueryRows answer(BufferedWriter out) {
    return new QueryRows() {
      @Override
      public void columns(List<String> names) {
        row(new ArrayList<>(names));
      }

      @Override
      public void row(List<@Nullable Object> values) {
        try {
          line(out, values);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  /** Ends the answer. */
  static void end(BufferedWriter out, @Nullable String error) throws IOException {
    line(out, error == null ? Map.of() : Map.of("error", error));
    out.flush();
  }

  /**
   * Reads an answer.
   *
   * @throws SinkException with {@code Stop} and the error, if there was one
   */
  static void read(BufferedReader in, QueryRows rows) throws IOException, SinkException {
    boolean isHeaded = false;
    String line = in.readLine();
    while (line != null && !line.startsWith("{")) {
      List<?> values = read(line, List.class);
      if (isHeaded) {
        rows.row(new ArrayList<>(values));
      } else {
        rows.columns(values.stream().map(String::valueOf).toList());
        isHeaded = true;
      }
      line = in.readLine();
    }
    if (line == null) {
      throw SinkException.stop("query: the run that has the database ended during the answer.");
    }
    Object error = read(line, Map.class).get("error");
    if (error != null) {
      throw SinkException.stop(String.valueOf(error));
    }
  }

  private static <T> T read(String line, Class<T> type) throws IOException {
    try {
      return JSON.readValue(line, type);
    } catch (JacksonException e) {
      throw new IOException("not a line of this protocol: " + e.getOriginalMessage(), e);
    }
  }

  private static void line(BufferedWriter out, Object value) throws IOException {
    out.write(JSON.writeValueAsString(value));
    out.write('\n');
  }
}
