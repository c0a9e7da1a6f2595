package dev.durableingest.testkit.world;

/** The simulated process dies here: unwinds the real loop, which has no say in the matter. */
public final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  /** Without a stack trace: nobody ever looks at one. */
  public Crash() {
    super("The simulated process died", null, false, false);
  }
}
