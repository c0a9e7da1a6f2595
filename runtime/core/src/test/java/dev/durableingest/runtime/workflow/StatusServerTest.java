package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.checkpoint.OwnerFile;
import dev.durableingest.runtime.checkpoint.OwnerFile.Owner;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The status server of a run, asked over real HTTP. */
@Timeout(300)
final class StatusServerTest {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(durable_ingest_[a-z_]+)(\\{[a-z]+=\"[^\"]*\"(?:,[a-z]+=\"[^\"]*\")*}) (\\S+)");

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicInteger exitCode = new AtomicInteger(-1);
  private Thread running;

  @AfterEach
  void stop() throws InterruptedException {
    if (running != null) {
      running.interrupt();
      running.join();
    }
  }

  @Test
  void saysWhereItIsAndAnswersEverythingThere() throws Exception {
    URI address = start("--count", "0", "--pause", "1ms", "--status-port", "0");
    assertThat(address.getHost()).isEqualTo("127.0.0.1");
    awaitReady(address);

    assertThat(get(address, "/healthz").body()).isEqualTo("ok\n");
    assertThat(get(address, "/readyz").body()).isEqualTo("ready\n");
    JsonNode status = json(get(address, "/api/status"));
    assertThat(status.path("pipeline").asString()).isEqualTo("quakes");
    assertThat(status.path("state").asString()).isEqualTo("STREAMING");
    assertThat(status.path("ready").asBoolean()).isTrue();
    assertThat(status.path("reason").isNull()).isTrue();
    assertThat(status.path("guarantee").asString()).isEqualTo("effectively-once");
    assertThat(status.path("events").asLong()).isPositive();
    assertThat(status.path("stalls").path("sink").asLong(-1)).isZero();
    JsonNode registry = json(get(address, "/api/registry"));
    assertThat(registry.path("source").path("name").asString()).isEqualTo("quakes");
    assertThat(get(address, "/nope").statusCode()).isEqualTo(404);
    HttpRequest post =
        HttpRequest.newBuilder(address.resolve("/api/status"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  @Test
  void metricsAreWhatTheRunHasDone() throws Exception {
    URI address = start("--count", "0", "--rest-at", "250", "--status-port", "0");
    Map<String, String> samples = metrics(address);
    while (!isAtRest(samples)) {
      Thread.sleep(20);
      samples = metrics(address);
    }
    assertThat(samples)
        .containsEntry("durable_ingest_received_events_total{pipeline=\"quakes\"}", "250")
        .containsEntry("durable_ingest_records_total{pipeline=\"quakes\"}", "250")
        .containsEntry("durable_ingest_dead_letters_total{pipeline=\"quakes\"}", "0")
        .containsEntry("durable_ingest_ready{pipeline=\"quakes\"}", "1")
        .containsEntry("durable_ingest_queue_items{pipeline=\"quakes\"}", "0")
        .containsEntry("durable_ingest_journal_bytes{pipeline=\"quakes\"}", "0")
        .containsEntry("durable_ingest_source_lag_bytes{pipeline=\"quakes\"}", "2048")
        .containsEntry("durable_ingest_source_lag_seconds{pipeline=\"quakes\"}", "1.500")
        .doesNotContainKey("durable_ingest_source_lag_events{pipeline=\"quakes\"}")
        .containsEntry(
            "durable_ingest_gaps_open{pipeline=\"quakes\",resource=\"earthquakes\"}", "0")
        .containsEntry(
            "durable_ingest_stage_stalls_total{pipeline=\"quakes\",stage=\"checkpoint\"}", "0")
        .containsKeys(
            "durable_ingest_batches_total{pipeline=\"quakes\"}",
            "durable_ingest_lag_seconds{pipeline=\"quakes\"}",
            "durable_ingest_checkpoint_revision{pipeline=\"quakes\"}",
            "durable_ingest_checkpoint_timestamp_seconds{pipeline=\"quakes\"}");
    JsonNode status = json(get(address, "/api/status"));
    assertThat(status.path("sourceLagBytes").asLong()).isEqualTo(2048);
    assertThat(status.path("sourceLagMillis").asLong()).isEqualTo(1500);
    assertThat(status.path("sourceLagEvents").isNull()).isTrue();
  }

  /** The source has emitted its last event, and said after it how far it is behind. */
  private static boolean isAtRest(Map<String, String> samples) {
    return "250".equals(samples.get("durable_ingest_events_total{pipeline=\"quakes\"}"))
        && samples.containsKey("durable_ingest_source_lag_bytes{pipeline=\"quakes\"}");
  }

  @Test
  void isNotReadyAndSaysWhyWhileAStageIsStalled() throws Exception {
    URI address =
        start(
            "--count",
            "0",
            "--pause",
            "1ms",
            "--status-port",
            "0",
            "--stuck-at",
            "20",
            "--stall-timeout",
            "200ms",
            "--drain-timeout",
            "500ms"); // or the end of the test waits for what is stuck
    HttpResponse<String> answer;
    String stage;
    Map<String, String> samples;
    do { // a moment's stall before, which goes by, is none that all three tell
      answer = get(address, "/readyz");
      stage = json(get(address, "/api/status")).path("stage").asString("");
      samples = metrics(address);
    } while (!answer.body().contains("Stalled at stage process")
        || !stage.equals("process")
        || !"0".equals(samples.get("durable_ingest_ready{pipeline=\"quakes\"}")));
    assertThat(answer.statusCode()).isEqualTo(503);
    String stalls = "durable_ingest_stage_stalls_total{pipeline=\"quakes\",stage=\"process\"}";
    assertThat(Long.parseLong(samples.get(stalls))).isPositive();
  }

  @Test
  void thePageNeedsNothingFromElsewhere() throws Exception {
    URI address = start("--count", "0", "--pause", "1ms", "--status-port", "0");
    HttpResponse<String> page = get(address, "/");
    while (page.statusCode() != 200) {
      page = get(address, "/");
    }
    assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(page.body()).startsWith("<!doctype html>").contains("api/status");
    assertThat(page.body()).doesNotContain("http:", "https:", "//cdn", "src=", "@import");
  }

  @Test
  void tellsItsAddressAsJsonToo() throws Exception {
    start("--count", "0", "--pause", "1ms", "--status-port", "0", "--json");
    JsonNode start =
        out.toString(StandardCharsets.UTF_8)
            .lines()
            .map(JsonLine.MAPPER::readTree)
            .filter(line -> line.path("type").asString().equals("start"))
            .findFirst()
            .orElseThrow();
    assertThat(start.path("status").asString()).startsWith("http://127.0.0.1:");
  }

  @Test
  void otherCommandsFindTheRunByTheFileBesideItsCheckpointWhileItRuns() throws Exception {
    Path file = folder.resolve("checkpoints/quakes/owner.json");
    assertThat(OwnerFile.read(file)).isEmpty();
    URI address = start("--count", "0", "--pause", "1ms", "--status-port", "0");
    awaitReady(address);
    assertThat(OwnerFile.read(file))
        .contains(new Owner("quakes", ProcessHandle.current().pid(), address));
    stop();
    assertThat(exitCode).hasValue(0);
    assertThat(file).doesNotExist();
    Files.writeString(
        file, "{\"pipeline\":\"quakes\",\"pid\":999999999,\"status\":\"http://127.0.0.1:1\"}");
    assertThat(OwnerFile.read(file)).as("of a dead process").isEmpty();
    Files.writeString(file, "{\"pipel");
    assertThat(OwnerFile.read(file)).as("half a file").isEmpty();
  }

  @Test
  void aPortThatIsTakenIsOneLineAndWrongUsage() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ran ran = run("--count", "1", "--status-port", String.valueOf(taken.getLocalPort()));
      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.errLines().get(0))
          .startsWith("quakes: --status-port " + taken.getLocalPort() + " cannot be opened on")
          .endsWith("Choose another port, or 0 for one that is free.");
    }
  }

  @Test
  void aPortOrHostThatCannotBeIsOneLineAndWrongUsage() {
    for (String port : List.of("-1", "65536", "http")) {
      Ran ran = run("--count", "1", "--status-port", port);
      assertThat(ran.exitCode()).as(port).isEqualTo(2);
      assertThat(ran.errLines().get(0)).startsWith("quakes: --status-port");
    }
    Ran ran = run("--count", "1", "--status-port", "0", "--status-host", "no.such.host.invalid");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.errLines().get(0)).contains("there is no host 'no.such.host.invalid'");
    Ran foreign = run("--count", "1", "--status-port", "0", "--status-host", "192.0.2.1");
    assertThat(foreign.exitCode()).isEqualTo(2);
    assertThat(foreign.errLines()).hasSize(2);
  }

  /** Goal: who connects and says nothing keeps nobody from being answered. */
  @Test
  void answersThoughManyConnectAndSayNothing() throws Exception {
    URI address = start("--count", "0", "--pause", "1ms", "--status-port", "0");
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        Socket socket = new Socket(address.getHost(), address.getPort());
        silent.add(socket);
        if (i < 3) {
          socket.getOutputStream().write("GET /healthz HT".getBytes(StandardCharsets.UTF_8));
          socket.getOutputStream().flush();
        }
      }
      assertThat(get(address, "/healthz").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private URI start(String... args) throws InterruptedException {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    Shell shell =
        new Shell(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            RunCommandTest.environment(folder),
            false);
    running =
        new Thread(
            () -> exitCode.set(Quakes.workflow(shell).run(all.toArray(String[]::new))), "workflow");
    running.start();
    Pattern address = Pattern.compile("http://[^\\s\"]+:\\d+");
    while (true) {
      Matcher found =
          address.matcher(
              out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8));
      if (found.find()) {
        return URI.create(found.group());
      }
      assertThat(running.isAlive()).as(() -> err.toString(StandardCharsets.UTF_8)).isTrue();
      Thread.sleep(10);
    }
  }

  private void awaitReady(URI address) throws Exception {
    while (get(address, "/readyz").statusCode() != 200
        || json(get(address, "/api/status")).path("events").asLong() == 0) {
      Thread.sleep(10);
    }
  }

  private Map<String, String> metrics(URI address) throws Exception {
    HttpResponse<String> answer = get(address, "/metrics");
    if (answer.statusCode() != 200) {
      return Map.of();
    }
    assertThat(answer.headers().firstValue("content-type").orElse("")).contains("version=0.0.4");
    Map<String, String> samples = new TreeMap<>();
    answer
        .body()
        .lines()
        .filter(line -> !line.startsWith("# HELP ") && !line.startsWith("# TYPE "))
        .forEach(
            line -> {
              Matcher sample = SAMPLE.matcher(line);
              assertThat(sample.matches()).as(line).isTrue();
              Double.parseDouble(sample.group(3));
              samples.put(sample.group(1) + sample.group(2), sample.group(3));
            });
    return samples;
  }

  private HttpResponse<String> get(URI address, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofMinutes(4)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    return JsonLine.MAPPER.readTree(answer.body());
  }

  private Ran run(String... args) {
    return Ran.quakes(RunCommandTest.environment(folder), args);
  }
}
