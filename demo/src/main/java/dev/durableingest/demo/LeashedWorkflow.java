package dev.durableingest.demo;

import dev.durableingest.coinbase.CoinbaseWorkflow;
import java.io.IOException;

/**
 * The Coinbase workflow, in a process that ends when its standard input does: so it cannot outlive
 * the demo, whatever becomes of that.
 */
public final class LeashedWorkflow {
  private LeashedWorkflow() {}

  /** Runs {@link CoinbaseWorkflow#main} with the same arguments. */
  public static void main(String... args) {
    Thread leash = new Thread(LeashedWorkflow::haltAtEndOfInput, "leash");
    leash.setDaemon(true);
    leash.start();
    CoinbaseWorkflow.main(args);
  }

  private static void haltAtEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever written; only the end matters.
      }
    } catch (IOException e) {
      // The other end is gone, too.
    }
    Runtime.getRuntime().halt(1);
  }
}
