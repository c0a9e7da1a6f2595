/** Runs the real pipeline loop in a simulated world, under any crash and any fault. */
module dev.durableingest.testkit {
  requires transitive dev.durableingest.runtime;
  requires info.picocli;
  requires java.logging;

  exports dev.durableingest.testkit;

  opens dev.durableingest.testkit to
      info.picocli;
}
