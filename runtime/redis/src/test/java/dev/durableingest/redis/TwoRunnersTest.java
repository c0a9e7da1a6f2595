package dev.durableingest.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/**
 * Goal: of two workflow processes of one pipeline on one Redis one works at a time; whichever is
 * killed or stopped when, no number is missing, and a run that lost its lease saves and
 * acknowledges nothing. Method: real processes, real signals, a destination that both can reach.
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TwoRunnersTest {
  private static final String FENCE =
      "durable-ingest::fence::{MS::moosecache::durable-ingest:numbers}";

  /** Nobody stands still for so long. */
  private static final String LONG_LEASE = "lease=600s";

  /** Nothing that a test waits for needs one that is kept. */
  private static final String SHORT_LEASE = "lease=3s";

  private static final Duration PATIENCE = Duration.ofSeconds(240);

  @TempDir Path folder;
  private RedisServer redis;
  private Jedis client;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    redis = RedisServer.durable(Files.createDirectory(folder.resolve("redis")));
    client = redis.client();
  }

  @AfterEach
  void stop() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
    client.close();
    redis.close();
  }

  @Test
  void theSecondTakesOverWhenTheFirstIsKilled() throws Exception {
    Process first = run("first", LONG_LEASE);
    await(() -> rows() > 100);
    Process second = run("second", LONG_LEASE, "--wait-for-lease", "600s");
    await(() -> said("second").contains("Waiting up to "));
    assertThat(epoch()).as("the second waits while the first renews").isEqualTo(1);
    first.destroyForcibly().waitFor();
    redis.letLeaseRunOut(FENCE, Duration.ofSeconds(1));
    await(() -> epoch() == 2);
    long before = rows();
    await(() -> rows() > before + 100);
    terminate(second);
    assertNothingIsMissing();
    assertThat(Files.readString(folder.resolve("second.err")))
        .contains("Waiting up to ")
        .contains("are in use by process " + first.pid() + " on ");
  }

  @Test
  void theFirstSavesAndAcknowledgesNothingWhenItWakesUpAfterATakeOver() throws Exception {
    Process first = run("first", SHORT_LEASE);
    await(() -> rows() > 100);
    Signals.send("STOP", first.pid());
    Process second = run("second", SHORT_LEASE, "--wait-for-lease", "600s");
    await(() -> epoch() == 2);
    long taken = revision();
    await(() -> revision() > taken + 3);

    String owner = client.hget(FENCE, "owner");
    long acknowledged = acknowledged("first").size();
    Signals.send("CONT", first.pid());
    assertThat(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(first.exitValue()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("first.err")))
        .contains("was taken by process " + second.pid())
        .contains("saved and acknowledged nothing since");
    assertThat(client.hget(FENCE, "owner")).isEqualTo(owner);
    List<Long> told = acknowledged("first");
    // What it had saved before it was stopped, its listener may still have had to hear.
    assertThat(told.subList((int) acknowledged, told.size())).allMatch(each -> each <= taken);
    long after = revision();
    await(() -> revision() > after + 3);
    terminate(second);
    assertNothingIsMissing();
  }

  @Test
  void aFirstThatWakesUpInTimeGoesOn() throws Exception {
    Process first = run("first", SHORT_LEASE);
    await(() -> rows() > 100);
    Signals.send("STOP", first.pid());
    Thread.sleep(3_500); // its lease has run out, and nobody has taken it
    Signals.send("CONT", first.pid());
    long before = rows();
    await(() -> rows() > before + 100);
    assertThat(epoch()).isEqualTo(1);
    terminate(first);
    assertNothingIsMissing();
  }

  @Test
  void waitsForARedisThatIsStoppedOrKilledAndLosesNothing() throws Exception {
    Process first = run("first", SHORT_LEASE);
    await(() -> rows() > 100);
    redis.pause();
    Thread.sleep(4_000);
    redis.resume();
    long paused = rows();
    await(() -> rows() > paused + 100);
    redis.kill();
    Thread.sleep(3_500);
    redis.launch();
    client.close();
    client = redis.client();
    long killed = rows();
    await(() -> rows() > killed + 100);
    assertThat(epoch()).isEqualTo(1);
    terminate(first);
    assertNothingIsMissing();
  }

  @Test
  void aSecondThatIsNotToWaitIsRefusedWithTheNameOfTheFirst() throws Exception {
    Process first = run("first", LONG_LEASE);
    await(() -> rows() > 10);
    Process second = run("second", LONG_LEASE, "--wait-for-lease", "0s");
    assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("second.err")))
        .contains("are in use by process " + first.pid() + " on ")
        .contains("whose lease runs out in");
    terminate(first);
  }

  private Process run(String name, String lease, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Dacknowledged=" + folder.resolve(name + ".acknowledged"),
                "-cp",
                System.getProperty("java.class.path").replace(";", File.pathSeparator),
                Numbers.class.getName(),
                "--checkpoints",
                redis.url(lease).toString(),
                "--stream",
                "redislist://127.0.0.1:" + redis.port(),
                "--dead-letters",
                "file:" + folder.resolve(name + "-letters"),
                "--batch-linger",
                "20ms"));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .redirectError(folder.resolve(name + ".err").toFile())
            .start();
    started.add(process);
    return process;
  }

  private String said(String name) {
    try {
      return Files.readString(folder.resolve(name + ".err"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void terminate(Process process) throws Exception {
    process.destroy();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private void assertNothingIsMissing() {
    Set<Long> first = new LinkedHashSet<>();
    for (String row : client.lrange("rows", 0, -1)) {
      first.add(Long.valueOf(row.replaceAll("\\D", "")));
    }
    long end = first.stream().mapToLong(Long::longValue).max().orElse(0);
    assertThat(first)
        .as("first occurrences, in order")
        .containsExactlyElementsOf(LongStream.rangeClosed(1, end).boxed().toList());
    long saved =
        Long.parseLong(
            client
                .get("MS::moosecache::durable-ingest:numbers")
                .replaceAll(".*\"cursor\":\\{\"n\":(\\d+)}.*", "$1"));
    assertThat(saved).as("the newest cursor that was saved").isEqualTo(end);
  }

  private long rows() {
    return client.llen("rows");
  }

  private long epoch() {
    return number("epoch");
  }

  private long revision() {
    return number("revision");
  }

  private long number(String field) {
    String value = client.hget(FENCE, field);
    return value == null ? 0 : Long.parseLong(value);
  }

  /** What it has heard of until now; no file is there before the first. */
  private List<Long> acknowledged(String name) throws IOException {
    Path file = folder.resolve(name + ".acknowledged");
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(Long::valueOf).toList()
        : List.of();
  }

  private void await(BooleanSupplier condition) throws Exception {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        StringBuilder told = new StringBuilder("It does not come. The processes said:\n");
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.filter(path -> path.toString().endsWith(".err")).toList()) {
            told.append(file.getFileName()).append(": ").append(Files.readString(file));
          }
        }
        throw new AssertionError(told);
      }
      Thread.sleep(20);
    }
  }
}
