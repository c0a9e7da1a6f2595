/** The Supabase connector, and its change feed of any PostgreSQL database. */
module dev.durableingest.supabase {
  requires transitive dev.durableingest.runtime;
  requires com.fasterxml.jackson.annotation;
  requires java.net.http;
  requires java.sql;
  requires org.postgresql.jdbc;
  requires tools.jackson.core;

  exports dev.durableingest.supabase;
  exports dev.durableingest.supabase.change;
  exports dev.durableingest.supabase.realtime;
  exports dev.durableingest.supabase.replication;
  exports dev.durableingest.supabase.resources;
  exports dev.durableingest.supabase.rest;
}
