package dev.durableingest.testkit.conformance;

/** What is to happen in one life of a pipeline. Called by its threads. */
interface Script {
  /** Nothing happens. */
  Script CALM = (event, number) -> {};

  /**
   * An event was mapped, and its records are about to join the batch.
   *
   * @param event the event
   * @param number how many new ones there were in this life, this one included
   * @throws Exception to make the event one that cannot be mapped
   */
  void onMapped(Handled event, int number) throws Exception;

  /** Whether the connection is to be lost instead of taking the event that is being emitted. */
  default boolean losesConnection() {
    return false;
  }

  /** Crashes when this many new events were handled and another one is about to be. */
  static Script crashAfter(int events) {
    return (event, number) -> {
      if (number > events) {
        throw SimulatedCrash.here();
      }
    };
  }
}
