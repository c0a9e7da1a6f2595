package dev.durableingest.supabase.realtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.supabase.replication.FeedException;
import dev.durableingest.supabase.replication.SnapshotMode;
import dev.durableingest.supabase.rest.PollSettings;
import dev.durableingest.testkit.UnansweringServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connect to a Realtime that gives no answer ends, so that another one can be tried. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class UnansweringRealtimeTest {
  private static final PollSettings READING =
      new PollSettings(Duration.ZERO, Duration.ofMinutes(1), SnapshotMode.NEVER);

  /** Both at a time, because each takes as long as the timeout, which is not ours to choose. */
  @Test
  void isGivenUpWhetherItTakesTheConnectionOrNot() throws Exception {
    try (UnansweringServer silent = UnansweringServer.silent();
        UnansweringServer absent = UnansweringServer.absent()) {
      CompletableFuture<Void> toSilent = connecting(silent);
      CompletableFuture<Void> toAbsent = connecting(absent);
      assertGivenUp(toSilent, silent);
      assertGivenUp(toAbsent, absent);
    }
  }

  private static void assertGivenUp(CompletableFuture<Void> connecting, UnansweringServer server) {
    assertThatThrownBy(connecting::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(FeedException.class)
        .hasMessageContaining(server.url("http").toString())
        .hasMessageNotContaining("\n");
  }

  private static CompletableFuture<Void> connecting(UnansweringServer server) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread thread = new Thread(() -> connect(server, end), "connecting");
    thread.setDaemon(true);
    thread.start();
    return end;
  }

  @SuppressWarnings("try") // it is only opened and closed
  private static void connect(UnansweringServer server, CompletableFuture<Void> end) {
    RealtimeSettings settings = new RealtimeSettings("2.0.0", READING);
    try (RealtimeSocket socket = new RealtimeSocket(server.url("http"), "key", settings)) {
      end.complete(null);
    } catch (FeedException | InterruptedException | RuntimeException e) {
      end.completeExceptionally(e);
    }
  }
}
