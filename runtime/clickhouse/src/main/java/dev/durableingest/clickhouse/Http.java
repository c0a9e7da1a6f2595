package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * ClickHouse's HTTP interface. One request at a time; owned by the pipeline thread.
 *
 * <p>The client of the JDK sends a POST once: where the answer is lost, it is for the caller to ask
 * again.
 */
final class Http {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(10);

  private final ClickHouseUrl url;
  private final Duration patience;
  private final HttpClient client;

  /**
   * @param url where it is
   * @param patience how long an answer may take
   */
  Http(ClickHouseUrl url, Duration patience) {
    this.url = url;
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience.compareTo(CONNECT_MAX) < 0 ? patience : CONNECT_MAX)
            .build();
  }

  /**
   * What a request came to.
   *
   * @param refusal what ClickHouse said instead of doing it
   * @param body the answer, empty with a refusal
   * @param isClickHouse whether it was ClickHouse that answered
   */
  record Answer(Optional<Refusal> refusal, ByteBuffer body, boolean isClickHouse) {}

  /**
   * Asks a question or changes a table.
   *
   * @throws SinkException with {@code RetrySame} when there is no answer
   */
  Answer query(String sql, Map<String, String> settings) throws SinkException {
    return send(settings, BodyPublishers.ofString(sql), Optional.empty());
  }

  /**
   * Sends a block.
   *
   * @throws SinkException with {@code RetrySame} when there is no answer: it may be there
   */
  Answer insert(String sql, Map<String, String> settings, Block block) throws SinkException {
    Map<String, String> parameters = new LinkedHashMap<>(settings);
    parameters.put("query", sql);
    BodyPublisher bytes =
        BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(block.bytes()), block.length());
    return send(parameters, bytes, Optional.of(block.compression()));
  }

  private Answer send(
      Map<String, String> parameters, BodyPublisher body, Optional<Compression> compression)
      throws SinkException {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put("database", url.database());
    String query =
        all.entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.http(query))
            .header("X-ClickHouse-User", url.user())
            .header("X-ClickHouse-Key", url.password())
            .POST(body);
    compression
        .filter(form -> form != Compression.NONE)
        .ifPresent(form -> request.header("Content-Encoding", form.encoding()));
    return answer(exchange(request.build()));
  }

  /**
   * One request and its whole answer. The limit of the JDK's client ends with the head of an
   * answer, and a connection may die behind it.
   */
  private HttpResponse<byte[]> exchange(HttpRequest request) throws SinkException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw ConnectionFailure.of(url, new HttpTimeoutException("no answer within " + patience));
    } catch (ExecutionException e) {
      throw ConnectionFailure.of(
          url, e.getCause() instanceof IOException failure ? failure : new IOException(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SinkException(Verdict.RETRY_SAME, "Waiting for " + url + " was interrupted", e);
    } finally {
      answer.cancel(true); // closes the connection where there is no answer yet
    }
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    boolean isClickHouse =
        response.headers().map().keySet().stream()
            .anyMatch(name -> name.regionMatches(true, 0, "X-ClickHouse-", 0, 13));
    if (response.statusCode() == 200) {
      return new Answer(Optional.empty(), ByteBuffer.wrap(response.body()), isClickHouse);
    }
    int code =
        response
            .headers()
            .firstValue("X-ClickHouse-Exception-Code")
            .map(Integer::parseInt)
            .orElse(0);
    String said = new String(response.body(), StandardCharsets.UTF_8);
    String shown = code == 0 ? "HTTP status " + response.statusCode() + " " + said : said;
    return new Answer(Optional.of(Refusal.of(code, shown)), ByteBuffer.allocate(0), isClickHouse);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
