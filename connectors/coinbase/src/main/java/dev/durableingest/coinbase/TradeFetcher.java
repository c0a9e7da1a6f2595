package dev.durableingest.coinbase;

import dev.durableingest.coinbase.rest.Answer;
import dev.durableingest.coinbase.rest.TradesClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Fetches trades on threads of its own, so that frames are read meanwhile. */
final class TradeFetcher implements AutoCloseable {
  /** How many requests may be under way, their answers waiting to be handled included. */
  static final int REQUESTS_MAX = 4;

  private final TradesClient client;
  private final Inbox inbox;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(REQUESTS_MAX, Threads.named("coinbase-fetcher"));

  TradeFetcher(TradesClient client, Inbox inbox) {
    this.client = client;
    this.inbox = inbox;
  }

  /** Starts a request; exactly one answer will come to the inbox, unless this is closed first. */
  void fetch(Inbox.Request request) {
    threads.execute(
        () -> {
          Answer answer;
          try {
            answer = client.fetch(request.product(), request.window());
          } catch (InterruptedException e) {
            return; // closed: nobody waits for the answer
          } catch (RuntimeException e) {
            // Without an answer the product would wait for ever.
            answer =
                new Answer.Failed(
                    "Cannot fetch trades of " + request.product() + ": " + e, Duration.ZERO);
          }
          inbox.fetched(request, answer);
        });
  }

  /** Cancels what is under way. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
