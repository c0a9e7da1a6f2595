package dev.durableingest.demo;

import dev.durableingest.coinbase.CoinbaseWorkflow;
import dev.durableingest.supabase.SupabaseWorkflow;
import java.io.IOException;
import java.util.Arrays;

/**
 * A workflow in a process that ends when its standard input does: so it cannot outlive the demo,
 * whatever becomes of that.
 */
public final class LeashedWorkflow {
  private LeashedWorkflow() {}

  /** Runs the workflow of a connector, which is named first, with the other arguments. */
  public static void main(String... args) {
    Thread leash = new Thread(LeashedWorkflow::haltAtEndOfInput, "leash");
    leash.setDaemon(true);
    leash.start();
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    if (args[0].equals("supabase")) {
      SupabaseWorkflow.main(rest);
    } else {
      CoinbaseWorkflow.main(rest);
    }
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
