package dev.durableingest.clickhouse.engine;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ClickHouse engine inside this process: one connection, one query at a time. */
final class Engine {
  private static final Pattern INSERT =
      Pattern.compile("(INSERT .*) FORMAT (\\w+)", Pattern.DOTALL);
  private static final int PIECE_BYTES = 1 << 20;
  private static final Pattern CODE = Pattern.compile("Code: (\\d+)\\.");

  private final Chdb library;
  private final Pointer connection;

  /** The functions of the library that are used, as its header declares them. */
  private interface Chdb extends Library {
    void chdb_set_signal_handlers_enabled(int enabled);

    Pointer chdb_connect(int count, StringArray arguments);

    Pointer chdb_query_n(
        Pointer connection, Pointer query, long queryBytes, byte[] format, long formatBytes);

    Pointer chdb_stream_insert_n(
        Pointer connection, Pointer query, long queryBytes, byte[] format, long formatBytes);

    int chdb_stream_append(Pointer stream, Pointer data, long dataBytes);

    Pointer chdb_stream_done(Pointer stream);

    void chdb_stream_cancel_insert(Pointer stream);

    String chdb_stream_insert_error(Pointer stream);

    void chdb_destroy_insert_stream(Pointer stream);

    Pointer chdb_result_buffer(Pointer result);

    long chdb_result_length(Pointer result);

    String chdb_result_error(Pointer result);

    void chdb_destroy_query_result(Pointer result);
  }

  /** What the engine refuses, with its code. */
  static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    Refusal(String message) {
      super(message);
      Matcher found = CODE.matcher(message);
      this.code = found.find() ? Integer.parseInt(found.group(1)) : 1002;
    }

    int code() {
      return code;
    }
  }

  Engine(Path library, Path data) {
    this.library = Native.load(library.toString(), Chdb.class);
    // The JVM has handlers of its own, and cannot do without them.
    this.library.chdb_set_signal_handlers_enabled(0);
    String[] arguments = {"clickhouse", "--path=" + data};
    Pointer handle = this.library.chdb_connect(arguments.length, new StringArray(arguments));
    if (handle == null) {
      throw new IllegalStateException("The engine does not open " + data);
    }
    this.connection = handle.getPointer(0);
  }

  /** Runs a query without data. */
  synchronized byte[] query(String text) throws Refusal {
    return query(text, new byte[0], "TabSeparated");
  }

  /**
   * Runs a query.
   *
   * @param text the query
   * @param data what follows it, for an insert
   * @param format the format of the answer where the query names none
   */
  synchronized byte[] query(String text, byte[] data, String format) throws Refusal {
    // The streaming insert wants the format of its data apart from its query.
    Matcher insert = INSERT.matcher(text);
    boolean isInsert = data.length > 0 && insert.matches();
    byte[] query = (isInsert ? insert.group(1) : text).getBytes(StandardCharsets.UTF_8);
    byte[] formatName = (isInsert ? insert.group(2) : format).getBytes(StandardCharsets.UTF_8);
    try (Memory memory = new Memory(Math.max(1, query.length))) {
      memory.write(0, query, 0, query.length);
      return isInsert
          ? insert(
              library.chdb_stream_insert_n(
                  connection, memory, query.length, formatName, formatName.length),
              data)
          : answer(
              library.chdb_query_n(
                  connection, memory, query.length, formatName, formatName.length));
    }
  }

  private byte[] insert(Pointer stream, byte[] data) throws Refusal {
    try (Memory piece = new Memory(Math.min(data.length, PIECE_BYTES))) {
      refuse(library.chdb_stream_insert_error(stream));
      for (int at = 0; at < data.length; at += PIECE_BYTES) {
        int length = Math.min(PIECE_BYTES, data.length - at);
        piece.write(0, data, at, length);
        if (library.chdb_stream_append(stream, piece, length) != 0) {
          String error = library.chdb_stream_insert_error(stream);
          library.chdb_stream_cancel_insert(stream);
          throw new Refusal(String.valueOf(error));
        }
      }
      return answer(library.chdb_stream_done(stream));
    } finally {
      library.chdb_destroy_insert_stream(stream);
    }
  }

  private byte[] answer(Pointer result) throws Refusal {
    try {
      refuse(library.chdb_result_error(result));
      long size = library.chdb_result_length(result);
      return size == 0
          ? new byte[0]
          : library.chdb_result_buffer(result).getByteArray(0, Math.toIntExact(size));
    } finally {
      library.chdb_destroy_query_result(result);
    }
  }

  private static void refuse(String error) throws Refusal {
    if (error != null && !error.isEmpty()) {
      throw new Refusal(error);
    }
  }
}
