package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Questions to ClickHouse, and what its refusals of them mean. Owned by the pipeline thread. */
final class Client {
  private static final Map<String, String> NO_SETTINGS = Map.of();

  private final ClickHouseUrl url;
  private final Http http;

  /** For a run, which waits for an answer as long as an insert may take. */
  Client(ClickHouseUrl url) {
    this(url, url.timeout());
  }

  /**
   * @param url where ClickHouse is
   * @param patience how long an answer may take
   */
  Client(ClickHouseUrl url, Duration patience) {
    this.url = url;
    this.http = new Http(url, patience);
  }

  ClickHouseUrl url() {
    return url;
  }

  /** Checks that there is a ClickHouse which lets this user in and has the database. */
  void greet() throws SinkException {
    Http.Answer answer = http.query("SELECT 1", NO_SETTINGS);
    if (!answer.isClickHouse()) {
      String port =
          answer.refusal().map(Refusal::message).orElse("").contains("use port 8123")
              ? "that is the port of its native protocol"
              : "no ClickHouse answers there";
      throw SinkException.stop(
          "'" + url + "': " + port + ". Name its HTTP port, 8123 by default, or 8443 with TLS.");
    }
    if (answer.refusal().isPresent()) {
      throw refused("Opening", answer.refusal().get());
    }
  }

  /** Runs a query with settings whose answer nobody needs. */
  void execute(String what, String sql, Map<String, String> settings) throws SinkException {
    ask(what, sql, settings);
  }

  /**
   * Asks for rows.
   *
   * @param what what it is for, as it stands before "failed"
   * @param sql selects text columns only
   * @param columnCount how many
   */
  List<List<String>> rows(String what, String sql, int columnCount) throws SinkException {
    ByteBuffer bytes = ask(what, sql + " FORMAT RowBinary", NO_SETTINGS);
    List<List<String>> rows = new ArrayList<>();
    while (bytes.hasRemaining()) {
      List<String> row = new ArrayList<>(columnCount);
      for (int i = 0; i < columnCount; i++) {
        byte[] text = new byte[varint(bytes)];
        bytes.get(text);
        row.add(new String(text, StandardCharsets.UTF_8));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Sends a block; the refusal, if any, is for the caller to judge. */
  Http.Answer insert(Block block, Map<String, String> settings) throws SinkException {
    return http.insert(Sql.insert(url.database(), block), settings, block);
  }

  private ByteBuffer ask(String what, String sql, Map<String, String> settings)
      throws SinkException {
    Http.Answer answer = http.query(sql, settings);
    if (answer.refusal().isPresent()) {
      throw refused(what, answer.refusal().get());
    }
    return answer.body();
  }

  /** What a refusal means where nothing was inserted. */
  private SinkException refused(String what, Refusal refusal) {
    return new SinkException(refusal.ofQuestion(), describe(what, refusal), null);
  }

  /** One line: what failed, where, what ClickHouse says, and the way out where there is one. */
  String describe(String what, Refusal refusal) {
    return what + " in " + url + " failed: " + refusal.message() + "." + wayOut(refusal);
  }

  private String wayOut(Refusal refusal) {
    return switch (refusal.code()) {
      case 192, 193, 194, 516 -> " Check user and password in --olap.";
      case Refusal.UNKNOWN_DATABASE ->
          " Make it: CREATE DATABASE " + Sql.name(url.database()) + ", or name another in --olap.";
      case Refusal.UNKNOWN_TABLE ->
          " Put the table back from a backup, or begin anew with 'checkpoint reset'.";
      case 164 -> " Use a user or server that may write.";
      case 497 -> " Grant it to user '" + url.user() + "', or name another user in --olap.";
      case 242 -> " It is tried again until the table can be written to.";
      default -> "";
    };
  }

  /** A failure of an insert. */
  SinkException insertFailed(Verdict verdict, String table, Refusal refusal) {
    return new SinkException(verdict, describe("Inserting into '" + table + "'", refusal), null);
  }

  private static int varint(ByteBuffer bytes) {
    int value = 0;
    int shift = 0;
    while (true) {
      byte next = bytes.get();
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
      shift += 7;
    }
  }
}
