package dev.durableingest.supabase.rest;

import dev.durableingest.runtime.SourceStopException;
import dev.durableingest.runtime.polling.PollingClient;
import dev.durableingest.runtime.polling.RequestRefusedException;
import dev.durableingest.runtime.polling.TryAgainException;
import dev.durableingest.supabase.change.JsonText;
import dev.durableingest.supabase.change.Row;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Asks PostgREST for pages of a table, in the order of version and key. */
final class TableReader {
  private static final int PAGE_ROWS = 1000;

  private final Project project;
  private final PollingClient client;

  TableReader(Project project, PollingClient client) {
    this.project = project;
    this.client = client;
  }

  /**
   * A page.
   *
   * @param rows empty at the end, and only there
   * @param serverTime when it was answered, by the server's clock, to the second and not later
   */
  record Page(List<Row> rows, Instant serverTime) {}

  /** The first row, if one is visible. */
  Page first(PolledTable table) throws TryAgainException, InterruptedException {
    return page(table, "", 1);
  }

  /** The first page of rows whose version is this or newer. */
  Page from(PolledTable table, String version) throws TryAgainException, InterruptedException {
    return page(table, "&" + encoded(table.version()) + "=" + encoded("gte." + version), PAGE_ROWS);
  }

  /** The page behind a row, by its version and key. */
  Page after(PolledTable table, List<String> row) throws TryAgainException, InterruptedException {
    List<String> columns = new ArrayList<>(List.of(table.version()));
    columns.addAll(table.keys());
    List<String> alternatives = new ArrayList<>();
    List<String> equal = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      String beyond = column + ".gt." + quoted(row.get(i));
      alternatives.add(
          equal.isEmpty() ? beyond : "and(" + String.join(",", equal) + "," + beyond + ")");
      equal.add(column + ".eq." + quoted(row.get(i)));
    }
    return page(table, "&or=" + encoded("(" + String.join(",", alternatives) + ")"), PAGE_ROWS);
  }

  private Page page(PolledTable table, String condition, int rows)
      throws TryAgainException, InterruptedException {
    String order = table.version() + ".asc";
    for (String key : table.keys()) {
      order += "," + key + ".asc";
    }
    URI uri =
        project.at(
            "/rest/v1/"
                + encoded(table.name())
                + "?select=*"
                + condition
                + "&order="
                + encoded(order)
                + "&limit="
                + rows);
    try {
      PollingClient.Answer answer =
          client.send(project.tokens(), token -> request(uri, table.schema(), token));
      return new Page(JsonText.rows(answer.body()), serverTime(answer));
    } catch (RequestRefusedException e) {
      throw refused(table, e);
    } catch (IllegalArgumentException e) {
      throw new TryAgainException("Table " + table + ": the answer is no list of rows.", null, e);
    }
  }

  private HttpRequest request(URI uri, String schema, String token) {
    return HttpRequest.newBuilder(uri)
        .header("apikey", project.apiKey())
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json")
        .header("Accept-Profile", schema)
        .header("User-Agent", "durable-ingest-supabase")
        .build();
  }

  private static Instant serverTime(PollingClient.Answer answer) throws TryAgainException {
    String date = answer.headers().firstValue("Date").orElse("");
    try {
      return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      throw new TryAgainException("An answer without a date: the overlap needs one.", null, e);
    }
  }

  /** What asking again does not mend stops the pipeline; what waiting may mend does not. */
  private static TryAgainException refused(PolledTable table, RequestRefusedException refusal) {
    String said = refusal.body();
    if (refusal.status() == 401 && (said.contains("PGRST303") || said.contains("JWT expired"))) {
      // Expired, or from a clock that is ahead of the server's: a later token may be good.
      return new TryAgainException("Table " + table + ": " + refusal.getMessage(), null, refusal);
    }
    String wayOut =
        switch (refusal.status()) {
          case 401 -> "Check --key";
          case 403 -> "Grant SELECT on it to the key's role, or use a key with more rights";
          case 404 -> "Check --url and --schema, and that the API exposes the schema";
          default -> "Check that it has its version and key columns";
        };
    throw new SourceStopException(
        "Table " + table + " cannot be read. " + refusal.getMessage() + ". " + wayOut + ".",
        refusal);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** In quotes, because a comma, a bracket or a dot would end a value without. */
  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
