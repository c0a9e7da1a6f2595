package dev.durableingest.testkit.conformance;

/** Ends the pipeline thread where it stands, so that nothing is committed or flushed after it. */
final class SimulatedCrash extends Error {
  private static final long serialVersionUID = 1L;

  private SimulatedCrash() {
    super("the conformance suite crashes the pipeline here, on purpose", null, false, false);
  }

  /** A crash of the calling thread, which dies of it in silence. */
  static SimulatedCrash here() {
    Thread.currentThread().setUncaughtExceptionHandler((thread, crash) -> {});
    return new SimulatedCrash();
  }
}
