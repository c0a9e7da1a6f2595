package dev.durableingest.supabase.realtime;

import dev.durableingest.supabase.replication.FeedException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The WebSocket of Realtime: frames out, texts in. Thread-safe. */
final class RealtimeSocket implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final boolean hasArrays;
  private final Inbox inbox = new Inbox();
  private final WebSocket socket;
  private volatile long receivedNanos = System.nanoTime();

  /**
   * Connects.
   *
   * @param address of the project, {@code https://<ref>.supabase.co}
   * @throws FeedException with one line for the user
   */
  RealtimeSocket(URI address, String key, RealtimeSettings settings)
      throws FeedException, InterruptedException {
    this.hasArrays = settings.hasArrays();
    URI uri =
        URI.create(
            address.toString().replaceFirst("^http", "ws")
                + "?apikey="
                + URLEncoder.encode(key, StandardCharsets.UTF_8)
                + "&vsn="
                + settings.version());
    HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    this.socket = await(client.newWebSocketBuilder().buildAsync(uri, new Receiver()), address);
  }

  private static WebSocket await(CompletableFuture<WebSocket> opening, URI address)
      throws FeedException, InterruptedException {
    try {
      return opening.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new FeedException(
          address + " does not answer within " + TIMEOUT.toSeconds() + " s.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        throw new FeedException(
            "Realtime at %s refuses the connection with status %d. Check --url and --key."
                .formatted(address, refused.getResponse().statusCode()),
            refused);
      }
      throw new FeedException("Cannot connect to " + address + ": " + reason(e) + ".", e);
    } finally {
      opening.cancel(true);
    }
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return root.getClass().getSimpleName()
        + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
  }

  /**
   * Sends a frame.
   *
   * @throws FeedException when the connection is lost
   */
  synchronized void send(Frame frame) throws FeedException, InterruptedException {
    try {
      socket.sendText(frame.text(hasArrays), true).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new FeedException("The connection to Realtime is lost: " + reason(e) + ".", e);
    }
  }

  /**
   * The next frame.
   *
   * @return null when none came in time
   * @throws FeedException when the connection is lost, and everything that came is taken
   * @throws IllegalArgumentException when what came is no frame
   */
  @Nullable Frame take(Duration wait) throws FeedException, InterruptedException {
    String text = inbox.take(wait.toNanos(), () -> socket.request(1));
    if (text != null) {
      return Frame.parse(text, hasArrays);
    }
    String end = inbox.end();
    if (end != null) {
      throw new FeedException("The connection to Realtime is lost: " + end + ".");
    }
    return null;
  }

  /** For how long nothing has come, though it would have been read. */
  Duration silence() {
    return inbox.isIdle() ? Duration.ofNanos(System.nanoTime() - receivedNanos) : Duration.ZERO;
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** Called by the client's threads, one call at a time. */
  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
      receivedNanos = System.nanoTime();
      parts.append(data);
      boolean goesOn = true;
      if (isLast) {
        goesOn = inbox.add(parts.toString());
        parts.setLength(0);
      }
      if (goesOn) {
        from.request(1);
      }
      return null;
    }

    /** Broadcasts, which nobody here asked for. */
    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean isLast) {
      receivedNanos = System.nanoTime();
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      inbox.end("closed by the server with " + status + (reason.isEmpty() ? "" : " " + reason));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      inbox.end(reason(failure));
    }
  }
}
