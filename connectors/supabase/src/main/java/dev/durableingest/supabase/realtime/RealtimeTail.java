package dev.durableingest.supabase.realtime;

import dev.durableingest.runtime.SourceContext;
import dev.durableingest.supabase.replication.FeedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Emits what the channel tells. It begins at the {@code system} message that says so, and not at
 * the reply to the join: what is committed between the two is told to nobody.
 */
final class RealtimeTail {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration WAIT = Duration.ofMillis(200);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final RealtimeChannel channel;
  private final ChangeEmitter emitter;
  private final SourceContext context;
  private final Duration interval;
  private boolean isReadingWanted;

  RealtimeTail(
      RealtimeChannel channel,
      ChangeEmitter emitter,
      SourceContext context,
      RealtimeSettings settings) {
    this.channel = channel;
    this.emitter = emitter;
    this.context = context;
    this.interval = settings.reading().interval();
  }

  /**
   * Waits until changes are told.
   *
   * @throws FeedException when they are not, in time
   */
  void awaitStart() throws FeedException, InterruptedException {
    context.alive(START_TIMEOUT);
    long endNanos = System.nanoTime() + START_TIMEOUT.toNanos();
    while (System.nanoTime() - endNanos < 0) {
      Frame frame = channel.take(WAIT);
      if (frame != null && frame.event().equals("system")) {
        return;
      }
      handle(frame);
    }
    throw new FeedException(
        "Realtime does not say within " + START_TIMEOUT.toSeconds() + " s that it tells changes.");
  }

  /** Emits what has come so far. */
  void drain() throws FeedException, InterruptedException {
    context.alive();
    Frame frame = channel.take(Duration.ZERO);
    while (frame != null) {
      handle(frame);
      frame = channel.take(Duration.ZERO);
    }
  }

  /** Emits what comes, until the tables are to be read again: soon, if a row was not told. */
  void followUntilReadingIsDue() throws FeedException, InterruptedException {
    long beganNanos = System.nanoTime();
    while (System.nanoTime() - beganNanos < (isReadingWanted ? SOON : interval).toNanos()) {
      context.alive();
      handle(channel.take(WAIT));
    }
    isReadingWanted = false;
  }

  private void handle(@Nullable Frame frame) throws InterruptedException {
    if (frame == null || !frame.event().equals("postgres_changes")) {
      return;
    }
    try {
      if (!emitter.emit(ToldChange.parse(frame.payload()))) {
        isReadingWanted = true;
      }
    } catch (IllegalArgumentException e) {
      context.reject(frame.payload().getBytes(StandardCharsets.UTF_8), e);
      isReadingWanted = true;
    }
  }
}
