package dev.durableingest.supabase.replication;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.testkit.UnansweringServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connect to a database that gives no answer ends, so that another one can be tried. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class UnansweringDatabaseTest {

  /** All at a time, because each takes as long as the timeout, which is not ours to choose. */
  @Test
  void isGivenUpWhetherItTakesTheConnectionOrNot() throws Exception {
    try (UnansweringServer silent = UnansweringServer.silent();
        UnansweringServer absent = UnansweringServer.absent()) {
      CompletableFuture<Void> silentQueries = connecting(silent, false);
      CompletableFuture<Void> silentLog = connecting(silent, true);
      CompletableFuture<Void> absentLog = connecting(absent, true);
      assertGivenUp(silentQueries, silent);
      assertGivenUp(silentLog, silent);
      assertGivenUp(absentLog, absent);
    }
  }

  private static void assertGivenUp(CompletableFuture<Void> connecting, UnansweringServer server) {
    assertThatThrownBy(connecting::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(FeedException.class)
        .hasMessageStartingWith("Cannot connect to " + server.url("postgresql") + "/app: ")
        .hasMessageNotContaining("\n");
  }

  private static CompletableFuture<Void> connecting(UnansweringServer server, boolean isLog) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread thread = new Thread(() -> connect(server, isLog, end), "connecting");
    thread.setDaemon(true);
    thread.start();
    return end;
  }

  @SuppressWarnings("try") // it is only opened and closed
  private static void connect(
      UnansweringServer server, boolean isLog, CompletableFuture<Void> end) {
    Database database = Database.of(server.url("postgresql") + "/app", "durable-ingest test");
    try (Connection connection =
        isLog ? database.openForReplication() : database.open(Duration.ofHours(1))) {
      end.complete(null);
    } catch (FeedException | SQLException | RuntimeException e) {
      end.completeExceptionally(e);
    }
  }
}
