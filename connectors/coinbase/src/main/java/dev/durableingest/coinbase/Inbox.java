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
 * without a limit of its own: there is at most one frame of each connection, because one is asked
 * for at a time, few answers, and the news of the end.
 */
final class Inbox {

  /** Something to handle. */
  sealed interface Item {}

  /** Something came over the WebSocket of a connection. */
  record Received(int connection, Reception reception) implements Item {}

  /** A request for trades has ended. */
  record Fetched(Request request, Answer answer) implements Item {}

  /**
   * What is asked for.
   *
   * @param isOfGap whether a gap of the ledger is to be filled with it
   */
  record Request(String product, Window window, boolean isOfGap) {}

  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();

  void received(int connection, Reception reception) {
    items.add(new Received(connection, reception));
  }

  void fetched(Request request, Answer answer) {
    items.add(new Fetched(request, answer));
  }

  /** The next item, or null when there is none for so long. */
  @Nullable Item poll(long timeoutNanos) throws InterruptedException {
    return items.poll(timeoutNanos, TimeUnit.NANOSECONDS);
  }
}
