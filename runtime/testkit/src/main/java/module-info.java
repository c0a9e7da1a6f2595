/**
 * Runs the real pipeline loop in a simulated world, under any crash and any fault; and the tests
 * that a connector must pass.
 */
module dev.durableingest.testkit {
  requires transitive dev.durableingest.runtime;
  requires info.picocli;
  requires java.logging;
  requires static org.junit.jupiter.api;
  requires tools.jackson.databind;

  exports dev.durableingest.testkit;
  exports dev.durableingest.testkit.conformance;

  opens dev.durableingest.testkit to
      info.picocli;
  opens dev.durableingest.testkit.conformance; // to JUnit, which an application need not have
}
