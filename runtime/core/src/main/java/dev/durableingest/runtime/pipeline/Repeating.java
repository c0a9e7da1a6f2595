package dev.durableingest.runtime.pipeline;

/** A step that is done again and again until this is closed. */
public interface Repeating extends AutoCloseable {

  /** Ends it; a step that is under way may still end. Never throws. */
  @Override
  void close();
}
