package dev.durableingest.supabase.simulator;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * The database behind, every value in the text form that Supabase's servers ask for.
 *
 * @param jdbcUrl its address
 */
record Database(String jdbcUrl) {
  private static final String TEXT_FORM =
      "-c DateStyle=ISO -c bytea_output=hex -c TimeZone=UTC -c extra_float_digits=3";

  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("options", TEXT_FORM);
    properties.setProperty("ApplicationName", "supabase-simulator");
    return DriverManager.getConnection(jdbcUrl, properties);
  }
}
