package dev.durableingest.redis;

/** Signals to processes that a test has started. */
final class Signals {
  private Signals() {}

  static void send(String signal, long pid) throws Exception {
    new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start().waitFor();
  }
}
