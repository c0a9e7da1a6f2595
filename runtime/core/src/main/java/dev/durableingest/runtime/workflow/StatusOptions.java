package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.status.StatusServer;
import dev.durableingest.runtime.wiring.ConfigException;
import dev.durableingest.runtime.wiring.ConfigOption;
import dev.durableingest.runtime.wiring.ConfigValues;
import dev.durableingest.runtime.wiring.ConfigValues.ConfigType;
import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run answers over HTTP, and where.
 *
 * @param host what it is bound to
 * @param port the port, 0 for one that is free; null for no answers
 */
record StatusOptions(String host, @Nullable Integer port) {
  private static final int PORT_MAX = 65_535;

  static StatusOptions of(ConfigValues values) {
    return new StatusOptions(
        values.required("status-host", ConfigType.STRING),
        values.value("status-port", StatusOptions::parsePort));
  }

  /**
   * Opens the server, or none.
   *
   * @throws UsageException when the port is taken or the host is not this machine
   */
  @Nullable StatusServer open() {
    if (port == null) {
      return null;
    }
    try {
      return StatusServer.open(host, port);
    } catch (UnknownHostException e) {
      throw new UsageException("--status-host: there is no host '" + host + "'.");
    } catch (BindException e) {
      throw new UsageException(
          "--status-port "
              + port
              + " cannot be opened on "
              + host
              + ": "
              + e.getMessage()
              + ". Choose another port, or 0 for one that is free.");
    } catch (IOException e) {
      throw new UsageException("--status-port " + port + ": " + e.getMessage() + ".");
    }
  }

  private static Integer parsePort(ConfigOption option, String text) {
    Integer parsed = ConfigType.INT.parse(option, text);
    if (parsed < 0 || parsed > PORT_MAX) {
      throw new ConfigException(
          "--" + option.option() + ": '" + text + "' is not a port, 0 to " + PORT_MAX + ".");
    }
    return parsed;
  }
}
