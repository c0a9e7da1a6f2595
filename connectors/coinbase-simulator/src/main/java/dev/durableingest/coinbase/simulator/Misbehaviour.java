package dev.durableingest.coinbase.simulator;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;

/**
 * Something that the exchange does wrong on demand. The lasting ones replace an earlier one of the
 * same kind and stay until {@link ExchangeSimulator#behave()}.
 */
public sealed interface Misbehaviour {

  /** Loses this share of the {@code match} frames, from 0 to 1. Each connection draws its own. */
  record DropMatches(double probability) implements Misbehaviour {
    public DropMatches {
      requireProbability(probability);
    }
  }

  /** Never sends the {@code match} frames of these trades of a product. Adds to earlier ones. */
  record DropTrades(String product, Set<Long> tradeIds) implements Misbehaviour {
    public DropTrades {
      tradeIds = Set.copyOf(tradeIds);
    }
  }

  /** Sends this share of the {@code match} frames twice in a row. */
  record DuplicateMatches(double probability) implements Misbehaviour {
    public DuplicateMatches {
      requireProbability(probability);
    }
  }

  /** Collects this many {@code match} frames at a time and sends them shuffled; 1 is in order. */
  record ReorderMatches(int window) implements Misbehaviour {
    public ReorderMatches {
      requirePositive(window, "A reorder window");
    }
  }

  /** Puts a bad frame before this share of the {@code match} frames; the good ones are all sent. */
  record BadFrames(double probability) implements Misbehaviour {
    public BadFrames {
      requireProbability(probability);
    }
  }

  /** Sends nothing on any connection for this long. What falls into that time is never sent. */
  record GoSilent(Duration duration) implements Misbehaviour {}

  /** Cuts every open connection now, without a close frame. */
  record DropConnections() implements Misbehaviour {}

  /**
   * Cuts a connection without a close frame once it was sent this many more frames; does so {@code
   * times} times, whichever connections get there first.
   */
  record DropConnectionAfter(long frames, int times) implements Misbehaviour {
    public DropConnectionAfter {
      requirePositive(frames, "The frames before a dropped connection");
      requirePositive(times, "The number of dropped connections");
    }
  }

  /** Answers the next REST requests with this status; a 429 carries {@code Retry-After: 1}. */
  record RestFailsNext(int status, int requests) implements Misbehaviour {
    public RestFailsNext {
      requireErrorStatus(status);
      requirePositive(requests, "The number of failing requests");
    }
  }

  /** Answers this share of the REST requests with this status. */
  record RestFailsAtRandom(int status, double probability) implements Misbehaviour {
    public RestFailsAtRandom {
      requireErrorStatus(status);
      requireProbability(probability);
    }
  }

  /**
   * Lists none of these trades in REST answers, as if the exchange had lost them. Adds to earlier
   * ones.
   *
   * @param from the first trade id that is not listed
   * @param to the last one
   */
  record HideFromRest(String product, long from, long to) implements Misbehaviour {
    public HideFromRest {
      if (from > to) {
        throw new IllegalArgumentException("No trades are hidden from " + from + " to " + to + ".");
      }
    }
  }

  /** Refuses subscriptions to this product as if it did not exist. Adds to earlier ones. */
  record RefuseProduct(String product) implements Misbehaviour {}

  /**
   * Takes a product off: nothing of it is sent any more, heartbeats neither, and its status is
   * {@code offline}. What falls into that time is never sent. Adds to earlier ones.
   */
  record TakeOffline(String product) implements Misbehaviour {}

  /** Sends a text frame on every open connection now, whatever is in it. */
  record SendText(String text) implements Misbehaviour {}

  /** Sends a binary frame on every open connection now. */
  record SendBinary(ByteBuffer bytes) implements Misbehaviour {
    public SendBinary {
      bytes = bytes.asReadOnlyBuffer();
    }
  }

  private static void requireProbability(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("A probability is from 0 to 1, was " + probability + ".");
    }
  }

  private static void requirePositive(long number, String what) {
    if (number < 1) {
      throw new IllegalArgumentException(what + " is 1 or more, was " + number + ".");
    }
  }

  private static void requireErrorStatus(int status) {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("An error status is from 400 to 599, was " + status + ".");
    }
  }
}
