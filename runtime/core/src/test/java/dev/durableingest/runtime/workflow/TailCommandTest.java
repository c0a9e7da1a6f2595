package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code stream tail} prints a stream, and follows it while another run writes it. */
@Timeout(300)
final class TailCommandTest {
  @TempDir Path folder;

  @Test
  void printsEachLineOfAStream() {
    run("--count", "250");
    Ran ran = tail();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.outLines()).isEqualTo(lines(1, 250));
    assertThat(tail("--from", "end").out()).isEmpty();
  }

  @Test
  void followsRunsFromTheEndThatItFoundUntilItIsToldToStop() throws Exception {
    run("--count", "5");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AtomicInteger exitCode = new AtomicInteger(-1);
    Thread following = follow(out, new ByteArrayOutputStream(), exitCode, "--from", "end");
    int count = 5;
    while (out.size() == 0) { // what is written before it has found the end, it does not print
      run("--count", String.valueOf(++count));
    }
    run("--count", String.valueOf(count + 200));
    String last = "{\"id\":" + (count + 200) + "}\n";
    while (!out.toString(StandardCharsets.UTF_8).endsWith(last)) {
      Thread.sleep(5);
    }
    following.interrupt();
    following.join();
    List<String> printed = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(printed).isEqualTo(lines(count + 201 - printed.size(), count + 200));
    assertThat(printed).hasSizeBetween(201, count + 195);
    assertThat(exitCode).hasValue(0);
  }

  /** The stream is followed by somebody who reads it only when much of it is deleted. */
  @Test
  void saysWhatWasDeletedBeforeItWasPrintedAndGoesOn() throws Exception {
    run("--count", "1");
    PipedInputStream slow = new PipedInputStream(16);
    OutputStream out = new PipedOutputStream(slow);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Thread following = follow(out, err, new AtomicInteger());
    run("--count=20", retained());
    int first = slow.read(); // so much is in the pipe, and nothing more is read for now
    run("--count=3000", "--batch-max-records=20", retained());
    BufferedReader lines = new BufferedReader(new InputStreamReader(slow));
    String last = "{\"id\":3000}";
    List<String> read = new ArrayList<>();
    while (!(read.isEmpty() ? "" : read.get(read.size() - 1)).endsWith(last)) {
      read.add(lines.readLine());
    }
    following.interrupt();
    following.join();
    assertThat(first).isEqualTo('{');
    assertThat(err.toString()).contains("were deleted before they were read").hasLineCount(1);
    assertThat(read).hasSizeLessThan(3000).contains("{\"id\":2999}");
  }

  @Test
  void saysThatThereIsNoSuchStream() {
    Ran ran = tail();
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.errLines())
        .containsExactly(
            "quakes: There is no stream 'earthquakes': no folder "
                + folder.resolve("streams/earthquakes")
                + ".");
  }

  @Test
  void namesTheStreamsThatThereAre() {
    run("--count", "1");
    Ran ran = Ran.quakes(Map.of(), "stream", "tail", "quakes", retained());
    assertThat(ran.errLines()).singleElement().asString().endsWith(". There are earthquakes.");
  }

  private Thread follow(
      OutputStream out, OutputStream err, AtomicInteger exitCode, String... more) {
    List<String> args = new ArrayList<>(List.of(tailOf(more)));
    args.add("--follow");
    Shell shell = new Shell(new PrintStream(out, true), new PrintStream(err), Map.of(), false);
    Thread following =
        new Thread(() -> exitCode.set(Quakes.workflow(shell).run(args.toArray(String[]::new))));
    following.start();
    return following;
  }

  private Ran tail(String... more) {
    return Ran.quakes(Map.of(), tailOf(more));
  }

  private String[] tailOf(String... more) {
    List<String> all = new ArrayList<>(List.of("stream", "tail", "earthquakes"));
    all.add("--stream=file:" + folder.resolve("streams"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private String retained() {
    return "--stream=file:" + folder.resolve("streams") + "?retain-bytes=4KiB";
  }

  private Ran run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    if (all.stream().noneMatch(arg -> arg.startsWith("--stream="))) {
      all.add("--stream=file:" + folder.resolve("streams"));
    }
    all.addAll(
        List.of(
            "--token=quiet-token",
            "--checkpoints=file:" + folder.resolve("checkpoints"),
            "--dead-letters=file:" + folder.resolve("dead-letters")));
    return Ran.quakes(Map.of(), all.toArray(String[]::new));
  }

  private static List<String> lines(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(id -> "{\"id\":" + id + "}").toList();
  }
}
