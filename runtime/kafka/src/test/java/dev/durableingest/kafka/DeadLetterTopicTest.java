package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.kafka.Numbers.Cursor;
import dev.durableingest.kafka.Numbers.Row;
import dev.durableingest.kafka.Numbers.Tick;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.deadletter.DeadLetter;
import dev.durableingest.runtime.deadletter.DeadLetterMark;
import dev.durableingest.runtime.deadletter.DeadLetterPayload;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.pipeline.DeadLetterRetry;
import dev.durableingest.runtime.pipeline.Maintenance;
import dev.durableingest.runtime.pipeline.Pipeline;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters in a topic are kept as those in files are. */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DeadLetterTopicTest {
  private static final int KILLS = Integer.getInteger("kills", 3);
  private static final long BAD_EVERY = 50;
  private static final KafkaDeadLetterProvider LETTERS = new KafkaDeadLetterProvider();

  @TempDir Path folder;
  private Broker broker;
  private String pipeline = "";

  @BeforeEach
  void name() throws Exception {
    broker = TestBroker.running();
    pipeline = TestBroker.newName("letters");
  }

  /**
   * Goal: whenever the process is killed, each bad event is listed once, under a number of its own,
   * and the good ones are in the stream. Method: a child process meets a bad event again and again,
   * commits often, and is killed at random moments; a last one ends by itself.
   */
  @Test
  void holdEachBadEventOnceThoughTheProcessIsKilledAgainAndAgain() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("DeadLetterTopicTest: -Dseed=" + seed);
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      Process child = start(Long.MAX_VALUE);
      assertThat(child.getInputStream().read()).isEqualTo('!'); // it has committed something
      Thread.sleep(random.nextInt(400));
      assertThat(child.destroyForcibly().waitFor()).isEqualTo(137);
    }
    Process last = start(1_000);
    assertThat(last.waitFor(Runs.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).as(Files.readString(folder.resolve("child.log"))).isZero();

    List<Long> good = written();
    long end = good.get(good.size() - 1);
    List<DeadLetter> letters = LETTERS.list(url(), pipeline);
    System.out.println("DeadLetterTopicTest: " + end + " events, " + letters.size() + " letters");
    assertThat(good)
        .isEqualTo(LongStream.rangeClosed(1, end).filter(n -> n % BAD_EVERY != 0).boxed().toList());
    assertThat(letters.stream().map(DeadLetter::number))
        .isEqualTo(LongStream.rangeClosed(1, letters.size()).boxed().toList());
    assertThat(letters.stream().map(DeadLetterTopicTest::numberIn))
        .isEqualTo(
            LongStream.rangeClosed(1, letters.size()).map(n -> n * BAD_EVERY).boxed().toList());
    assertThat(letters.size()).isBetween((int) (end / BAD_EVERY), (int) (end / BAD_EVERY) + 1);
  }

  @Test
  void areRetriedAndDiscardedLikeThoseInFiles() throws Exception {
    run(bad(), 200);
    assertThat(numbers()).containsExactly(50L, 100L, 150L, 200L);

    List<DeadLetter> discarded =
        new Maintenance(pipeline, options().build().checkpoints().orElseThrow())
            .discard(url(), letter -> letter.number() == 2);
    assertThat(discarded).hasSize(1);
    assertThat(numbers()).containsExactly(50L, 150L, 200L);

    Pipeline mended = pipeline(200, Numbers.into(SinkTarget.stream("numbers", "")));
    new DeadLetterRetry(mended, options().build())
        .run(letter -> letter.number() != 4, (letter, why) -> assertThat(why).isNull());
    assertThat(numbers()).containsExactly(200L);
    assertThat(written()).contains(50L, 150L).doesNotContain(100L, 200L);

    run(bad(), 400);
    assertThat(numbers()).containsExactly(200L, 250L, 300L, 350L, 400L);
  }

  @Test
  void noEventPassesThatCannotBeSetAside() throws Exception {
    URI hasty =
        Broker.url(
            broker.proxied(),
            "create=true",
            "delivery.timeout.ms=4000",
            "request.timeout.ms=1500",
            "max.block.ms=4000");
    CountDownLatch isRefusing = new CountDownLatch(1);
    try (PipelineRun run =
        Numbers.pipeline(
                context -> {
                  for (long n = 1; n <= 200; n++) {
                    if (n == 61) {
                      isRefusing.await();
                    }
                    context.emit(Numbers.TICKS, new Tick(n, "t"));
                  }
                },
                bad())
            .start(options().deadLetters(hasty).batchMaxRecords(10).build())) {
      Runs.await(run, status -> status.handled() == 60);
      broker.proxy().refuse(true);
      isRefusing.countDown();
      Runs.awaitProblem(run, "Writing topic durable-ingest.dead-letters.");
      assertThat(run.status().handled()).as("it waits").isLessThan(100);
      broker.proxy().refuse(false);
      assertThat(Runs.awaitEnd(run).state()).isEqualTo(RunnerState.STOPPED);
    } finally {
      broker.proxy().refuse(false);
    }
    assertThat(numbers()).containsExactly(50L, 100L, 150L, 200L);
    assertThat(written()).hasSize(196).doesNotHaveDuplicates();
  }

  /** A crash between the letters and their document: their events come again, or are well now. */
  @Test
  void lettersThatNoDocumentKnowsDoNotCount() throws Exception {
    DeadLetters saved;
    try (DeadLetterQueue letters = LETTERS.open(url(), pipeline)) {
      letters.recover(DeadLetters.NONE);
      letters.append(List.of(letter(1, "one")));
      saved = new DeadLetters(letters.position(), 1, Map.of());
      letters.append(List.of(letter(2, "two"), letter(3, "three")));
      letters.mark(List.of(new DeadLetterMark(1, DeadLetterMark.Action.RETRIED, Instant.now())));
    }
    try (DeadLetterQueue letters = LETTERS.open(url(), pipeline)) {
      letters.recover(saved);
      assertThat(errors()).as("neither two nor three; one is not done").containsExactly("one");
      letters.append(List.of(letter(2, "another")));
      letters.mark(List.of(new DeadLetterMark(1, DeadLetterMark.Action.RETRIED, Instant.now())));
      letters.documentSaved();
    }
    assertThat(errors()).containsExactly("another");
  }

  private List<String> errors() throws Exception {
    return LETTERS.list(url(), pipeline).stream().map(DeadLetter::errorMessage).toList();
  }

  private DeadLetter letter(long number, String error) {
    return new DeadLetter(
        number,
        pipeline,
        "ticks",
        "process",
        new DeadLetterPayload.Bytes("AA=="),
        "java.lang.IllegalStateException",
        error,
        1,
        null,
        null,
        Instant.now());
  }

  @Test
  void checkSaysWhetherTheyCanBeKept() throws Exception {
    URI without = Broker.url(broker.address());
    assertThat(LETTERS.check(without, pipeline).outcome()).isEqualTo(Outcome.FAILS);
    assertThat(LETTERS.check(without, pipeline).fact()).contains("add ?create=true");
    assertThat(LETTERS.check(url(), pipeline).fact()).contains("a run will create it");
    PipelineStatus end = pipeline(10, bad()).start(options().deadLetters(without).build()).await();
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("has no topic durable-ingest.dead-letters." + pipeline);
  }

  @Test
  void lettersThatWereInFilesStayThereAndNumbersGoOn() throws Exception {
    PipelineOptions files = options().deadLetters(folder.resolve("dead-letters").toUri()).build();
    assertThat(pipeline(100, bad()).start(files).await().state()).isEqualTo(RunnerState.STOPPED);
    run(bad(), 200);
    assertThat(LETTERS.list(url(), pipeline).stream().map(DeadLetter::number))
        .containsExactly(3L, 4L);
    assertThat(pipeline(300, bad()).start(files).await().state()).isEqualTo(RunnerState.STOPPED);
  }

  private void run(ResourceBinding<?, ?, ?> resource, long end) throws Exception {
    PipelineStatus status = pipeline(end, resource).start(options().build()).await();
    assertThat(status.state()).as(status.problem()).isEqualTo(RunnerState.STOPPED);
  }

  private static Pipeline pipeline(long end, ResourceBinding<?, ?, ?> resource) {
    return Numbers.pipeline(Numbers.upTo(end), resource);
  }

  private PipelineOptions.Builder options() {
    return options(folder, url(), pipeline);
  }

  private static PipelineOptions.Builder options(Path folder, URI letters, String pipeline) {
    return Numbers.options(folder, folder.resolve("streams").toUri())
        .deadLetters(letters)
        .pipelineId(pipeline)
        .batchMaxRecords(20);
  }

  private URI url() {
    return Broker.url(broker.address(), "create=true");
  }

  private List<Long> numbers() throws Exception {
    return LETTERS.list(url(), pipeline).stream().map(DeadLetterTopicTest::numberIn).toList();
  }

  private List<Long> written() throws Exception {
    List<Long> numbers = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("streams/numbers"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          numbers.add(Long.valueOf(line.replaceAll("^\\{\"number\":(\\d+),.*$", "$1")));
        }
      }
    }
    return numbers;
  }

  private static long numberIn(DeadLetter letter) {
    String json = ((DeadLetterPayload.Json) letter.payload()).json();
    return Long.parseLong(json.replaceAll("^.*\"number\":(\\d+).*$", "$1"));
  }

  /** Some of its events cannot be mapped. */
  private static ResourceBinding<Tick, Row, Cursor> bad() {
    return new ResourceBinding<>(
        Numbers.TICKS,
        tick -> {
          if (tick.number() % BAD_EVERY == 0) {
            throw new IllegalArgumentException("bad " + tick.number());
          }
          return ProcessResult.of(new Row(tick.number(), null, tick.text()))
              .withCheckpoint(new Cursor(tick.number()));
        },
        SinkTarget.stream("numbers", ""),
        new Numbers.RowCodec(),
        tick -> 32L,
        OnError.DEAD_LETTER,
        Replay.FROM_CHECKPOINT);
  }

  private Process start(long more) throws Exception {
    List<String> command = new ArrayList<>(Children.java(List.of("-Xmx256m")));
    command.addAll(
        List.of(
            Child.class.getName(),
            broker.address(),
            pipeline,
            folder.toString(),
            Long.toString(more)));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("child.log").toFile()))
        .start();
  }

  /** The process that is killed. */
  static final class Child {
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    public static void main(String[] arguments) throws Exception {
      KAFKA.setLevel(Level.OFF);
      long more = Long.parseLong(arguments[3]);
      PipelineOptions options =
          options(Path.of(arguments[2]), Broker.url(arguments[0], "create=true"), arguments[1])
              .build();
      PipelineStatus end =
          Numbers.pipeline(
                  context -> {
                    long after = context.checkpoint(Numbers.TICKS).map(Cursor::number).orElse(0L);
                    context.onCheckpointed(
                        checkpoint -> {
                          System.out.write('!');
                          System.out.flush();
                        });
                    for (long n = 1; n <= more; n++) {
                      context.emit(Numbers.TICKS, new Tick(after + n, "t"));
                    }
                  },
                  bad())
              .start(options)
              .await();
      System.err.println(end);
      System.exit(end.state() == RunnerState.STOPPED ? 0 : 1);
    }
  }
}
