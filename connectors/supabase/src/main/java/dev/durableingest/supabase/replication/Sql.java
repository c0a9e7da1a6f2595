package dev.durableingest.supabase.replication;

/** Quoting. */
final class Sql {
  private Sql() {}

  static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
