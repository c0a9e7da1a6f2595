/** A stand-in for Supabase's PostgREST and Realtime, over a real PostgreSQL, on loopback. */
module dev.durableingest.supabase.simulator {
  requires static transitive org.jspecify;
  requires io.javalin;
  requires java.sql;
  requires tools.jackson.databind;

  exports dev.durableingest.supabase.simulator;
}
