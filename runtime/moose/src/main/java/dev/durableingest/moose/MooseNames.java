package dev.durableingest.moose;

/**
 * How Moose names what it makes.
 *
 * @param namespace stands before the name of every topic, or is empty
 * @param versions the versions of topics and tables
 */
record MooseNames(String namespace, Versions versions) {
  private static final String DEAD_LETTERS = "DeadLetterQueue";

  /** The topic of a stream. */
  String topic(String stream) {
    return (namespace.isEmpty() ? "" : namespace + ".") + versions.versioned(stream);
  }

  /** The name of a table in its database. */
  String table(String table) {
    return versions.versioned(table);
  }

  /** The topic of what could not be used of a stream or table. */
  String deadLetters(String name) {
    return topic(name + DEAD_LETTERS);
  }
}
