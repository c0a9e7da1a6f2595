package dev.durableingest.coinbase;

import dev.durableingest.coinbase.feed.Reception;
import dev.durableingest.coinbase.rest.Answer;
import dev.durableingest.coinbase.tape.Window;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the threads of the network put what they have for the one thread that reads. It is short
 * without a limit of its own: there is at most one frame, because one is asked for at a time, one
 * answer per product, and the news of the end.
 */
final class Inbox {

  /** Something to handle. */
  sealed interface Item {}

  /** Something came over the WebSocket. */
  record Received(Reception reception) implements Item {}

  /** A request for trades has ended. */
  record Fetched(String product, Window window, Answer answer) implements Item {}

  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();

  void received(Reception reception) {
    items.add(new Received(reception));
  }

  void fetched(String product, Window window, Answer answer) {
    items.add(new Fetched(product, window, answer));
  }

  /** The next item, or null when there is none for so long. */
  @Nullable Item poll(long timeoutNanos) throws InterruptedException {
    return items.poll(timeoutNanos, TimeUnit.NANOSECONDS);
  }
}
