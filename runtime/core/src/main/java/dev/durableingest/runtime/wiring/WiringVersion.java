package dev.durableingest.runtime.wiring;

/** The version of this package that generated code was made for. */
public final class WiringVersion {

  /** Raised whenever code generated for an older runtime would no longer link or mean the same. */
  public static final int CURRENT = 2;

  private WiringVersion() {}

  /**
   * Checks that a generated class fits this runtime.
   *
   * @param generatedFor the version that the processor wrote into the class
   * @param generatedClass the class, for the message
   * @throws IllegalStateException when it does not fit
   */
  public static void require(int generatedFor, Class<?> generatedClass) {
    if (generatedFor != CURRENT) {
      throw new IllegalStateException(
          generatedClass.getName()
              + " was generated for version "
              + generatedFor
              + " of the runtime's wiring, but the durable-ingest-runtime in use has version "
              + CURRENT
              + ". Use durable-ingest-processor and durable-ingest-runtime of one release and"
              + " compile again.");
    }
  }
}
