package dev.durableingest.testkit.world;

/** A place in a log that several resources share. */
public interface Place {

  /** The place. */
  int at();

  /** Which event of that place. */
  int index();
}
