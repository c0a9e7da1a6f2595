package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.sink.Finding.Outcome;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users get wrong: each is one line with the way out, and nothing is taken from the source
 * before.
 */
@Timeout(value = 1_200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BadInputTest {
  private static final String LOGIN_IN_CLEAR = "security.protocol=SASL_PLAINTEXT";
  private static final String SCRAM = "sasl.mechanism=SCRAM-SHA-512";

  // Fifteen seconds otherwise.
  private static final String HASTY = "default.api.timeout.ms=2500&request.timeout.ms=2000";

  @TempDir Path folder;
  private Broker broker;
  private String topic = "";

  @BeforeEach
  void makeTopic() throws Exception {
    broker = TestBroker.running();
    topic = TestBroker.newName("bad-input");
    broker.createTopic(topic, 1, Map.of("max.message.bytes", "2000"));
  }

  @Test
  void logsInWithAPasswordInTheClearOrByScramOrOverTls() throws Exception {
    List<URI> urls =
        List.of(
            Broker.url("alice:alice-secret@" + broker.withLogin(), LOGIN_IN_CLEAR),
            Broker.url("carol:carol-secret@" + broker.withLogin(), LOGIN_IN_CLEAR, SCRAM),
            Broker.url("alice:alice-secret@" + broker.withTls(), trusting(broker.truststore())));
    long end = 0;
    for (URI url : urls) {
      end += 10;
      PipelineStatus status = run(url, end);
      assertThat(status.state()).as(status.problem()).isEqualTo(RunnerState.STOPPED);
    }
    assertThat(Messages.numbers(broker, topic)).isEqualTo(Messages.upTo(end));
  }

  @Test
  void aWrongPassword() throws Exception {
    requireTold(
        Broker.url("alice:wrong-secret@" + broker.withLogin(), LOGIN_IN_CLEAR),
        "the login is refused",
        "Check user, password and sasl.mechanism.");
    requireTold(
        Broker.url("carol:wrong-secret@" + broker.withLogin(), LOGIN_IN_CLEAR, SCRAM),
        "the login is refused",
        "Check user, password and sasl.mechanism.");
  }

  @Test
  void anUnknownHost() throws Exception {
    requireTold(
        Broker.url("no-such-host.invalid:9092"), "no host of that name is known", "Check the name");
  }

  @Test
  void aCertificateThatNobodyTrusts() throws Exception {
    requireTold(
        Broker.url("alice:alice-secret@" + broker.withTls()),
        "no TLS connection",
        "ssl.truststore");
  }

  @Test
  void aTopicThatDoesNotExist() throws Exception {
    topic = "nowhere-to-be-found";
    requireTold(
        Broker.url(broker.address()), "has no topic nowhere-to-be-found", "add ?create=true");
  }

  @Test
  void aUserWhoMayNotWriteTheTopic() throws Exception {
    requireTold(
        Broker.url("bob:bob-secret@" + broker.withLogin(), LOGIN_IN_CLEAR),
        topic,
        "Allow this user");
  }

  @Test
  void aClientWithoutTlsAtAListenerThatWantsIt() throws Exception {
    requireWaiting(
        Broker.url(broker.withTls(), HASTY), "security.protocol=PLAINTEXT fit its listener?");
  }

  @Test
  void aClientWithTlsAtAListenerThatHasNone() throws Exception {
    URI url = Broker.url(broker.address(), "security.protocol=SSL", HASTY);
    requireWaiting(url, "security.protocol=SSL fit its listener?");
  }

  @Test
  void nothingThatListensThere() throws Exception {
    requireWaiting(Broker.url("127.0.0.1:1", HASTY), "Is the cluster up");
  }

  @Test
  void aTopicThatTakesNoMessagesOfThisSizeLosesNothing() throws Exception {
    String large = "x".repeat(10_000) + topic;
    try (PipelineRun run =
        startWith(Broker.url(broker.address(), "compression.type=none"), large)) {
      Runs.awaitEnd(run);
      List<Long> written = Messages.numbers(broker, topic);
      List<String> letters = deadLetters();

      // Number 3 is too large: it is told, or set aside, and never silently gone.
      assertThat(Messages.firstOccurrences(written)).startsWith(1L, 2L).doesNotContain(3L);
      assertThat(String.valueOf(run.status().problem()) + letters).contains("max.message.bytes");
    }
  }

  @Test
  void checkTellsBeforehandWhatARunWouldFind() {
    var provider = new KafkaStreamProvider();
    List<ResourceBinding<?, ?, ?>> there = List.of(Numbers.into(SinkTarget.stream(topic, "")));
    List<ResourceBinding<?, ?, ?>> absent = List.of(Numbers.into(SinkTarget.stream("no", "")));
    URI url = Broker.url(broker.address());

    assertThat(provider.check(url, "p", there).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.WEAK))
        .satisfies(finding -> assertThat(finding.fact()).contains("min.insync.replicas 1"));
    assertThat(provider.check(url, "p", absent).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.FAILS));
    assertThat(
            new KafkaCheckpointStoreProvider()
                .check(Broker.url("127.0.0.1:1", HASTY), "p")
                .findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.fact()).contains("Is the cluster up"));
  }

  private void requireTold(URI url, String... parts) throws Exception {
    PipelineStatus end = run(url, 10);

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains(parts).doesNotContain("\n", "-secret");
    assertThat(end.received()).isZero();
    System.out.println(end.problem());
  }

  /** Waiting may help here, so that the run goes on until it is stopped, and says why it waits. */
  private void requireWaiting(URI url, String part) throws Exception {
    try (PipelineRun run = start(url, 10)) {
      String problem = Runs.awaitProblem(run, part);
      assertThat(problem).doesNotContain("\n", "-secret");
      System.out.println(problem);
      assertThat(run.status().state().isFinal()).isFalse();
      assertThat(run.status().received()).isZero();
    }
  }

  private PipelineStatus run(URI url, long end) throws Exception {
    try (PipelineRun run = start(url, end)) {
      return Runs.awaitEnd(run);
    }
  }

  private PipelineRun start(URI url, long end) {
    return Numbers.pipeline(Numbers.upTo(end), Numbers.into(SinkTarget.stream(topic, "")))
        .start(options(url));
  }

  private PipelineRun startWith(URI url, String third) {
    return Numbers.pipeline(
            context -> {
              for (long n = 1; n <= 5; n++) {
                context.emit(Numbers.TICKS, new Numbers.Tick(n, n == 3 ? third : "t"));
              }
            },
            Numbers.into(SinkTarget.stream(topic, "")))
        .start(options(url));
  }

  private PipelineOptions options(URI url) {
    return Numbers.options(folder, url).build();
  }

  private List<String> deadLetters() throws Exception {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("dead-letters"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private static String trusting(Path truststore) {
    return "ssl.truststore.location="
        + truststore
        + "&ssl.truststore.password=changeit&ssl.truststore.type=PKCS12";
  }
}
