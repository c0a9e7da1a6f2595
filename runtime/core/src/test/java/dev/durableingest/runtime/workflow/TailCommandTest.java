package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code stream tail} prints a stream, and follows it while another run writes it. */
@Timeout(60)
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
  void followsARunThatIsAtWork() throws Exception {
    run("--count", "5");
    AtomicReference<Ran> tailed = new AtomicReference<>();
    Thread following = new Thread(() -> tailed.set(tail("--from", "end", "--follow")));
    following.start();
    Thread.sleep(500); // it has found the end
    run("--count", "200");
    Thread.sleep(500);
    following.interrupt();
    following.join();
    assertThat(tailed.get().outLines()).isEqualTo(lines(6, 200));
    assertThat(tailed.get().exitCode()).isZero();
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

  private Ran tail(String... more) {
    List<String> all = new ArrayList<>(List.of("stream", "tail", "earthquakes"));
    all.add("--stream=file:" + folder.resolve("streams"));
    all.addAll(List.of(more));
    return Ran.quakes(Map.of(), all.toArray(String[]::new));
  }

  private Ran run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(
        List.of(
            "--token=quiet-token",
            "--stream=file:" + folder.resolve("streams"),
            "--checkpoints=file:" + folder.resolve("checkpoints"),
            "--dead-letters=file:" + folder.resolve("dead-letters")));
    return Ran.quakes(Map.of(), all.toArray(String[]::new));
  }

  private static List<String> lines(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(id -> "{\"id\":" + id + "}").toList();
  }
}
