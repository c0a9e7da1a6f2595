package dev.durableingest.coinbase;

import dev.durableingest.coinbase.rest.Answer;
import dev.durableingest.coinbase.rest.TradesClient;
import dev.durableingest.coinbase.tape.Window;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Fetches trades on threads of its own, so that frames are read meanwhile. */
final class TradeFetcher implements AutoCloseable {
  private static final int THREADS_MAX = 4;

  private final TradesClient client;
  private final Inbox inbox;
  private final ExecutorService threads;

  TradeFetcher(TradesClient client, int productCount, Inbox inbox) {
    this.client = client;
    this.inbox = inbox;
    this.threads =
        Executors.newFixedThreadPool(
            Math.min(productCount, THREADS_MAX), Threads.named("coinbase-fetcher"));
  }

  /** Starts a request; exactly one answer will come to the inbox, unless this is closed first. */
  void fetch(String product, Window window) {
    threads.execute(
        () -> {
          Answer answer;
          try {
            answer = client.fetch(product, window);
          } catch (InterruptedException e) {
            return; // closed: nobody waits for the answer
          } catch (RuntimeException e) {
            // Without an answer the product would wait for ever.
            answer =
                new Answer.Failed("Cannot fetch trades of " + product + ": " + e, Duration.ZERO);
          }
          inbox.fetched(product, window, answer);
        });
  }

  /** Cancels what is under way. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
