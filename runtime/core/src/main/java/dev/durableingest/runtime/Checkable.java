package dev.durableingest.runtime;

/** A source that can say, for the command {@code check}, whether a run could read. */
public interface Checkable {

  /**
   * Asks the external system for something small that needs the same address and the same rights as
   * {@link SourceAdapter#run}. Changes nothing there. Given up after ten seconds.
   *
   * @return the fact that shows it: "https://example.org answers, 4 products"; one line, no secrets
   * @throws Exception when a run could not read; its message says why and the way out
   */
  String check() throws Exception;
}
