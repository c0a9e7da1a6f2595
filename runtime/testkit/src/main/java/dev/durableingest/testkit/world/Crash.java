package dev.durableingest.testkit.world;

/** The simulated process dies here: unwinds the real loop, which has no say in the matter. */
public final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  /** The only one needed. */
  public static final Crash NOW = new Crash();

  private Crash() {
    super("The simulated process died", null, false, false);
  }
}
