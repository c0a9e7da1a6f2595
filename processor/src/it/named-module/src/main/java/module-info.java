/** A connector that is a named module. */
module com.acme.winds {
  requires transitive dev.durableingest.annotations;
  requires transitive dev.durableingest.runtime;

  exports com.acme.winds;
  exports com.acme.winds.resources;
}
