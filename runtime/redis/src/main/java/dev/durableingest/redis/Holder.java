package dev.durableingest.redis;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who holds a lease, for the people who find it taken. */
final class Holder {
  private Holder() {}

  /** This process, by host and number. */
  static String ofThisProcess() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "a host without a name";
    }
    return "process " + ProcessHandle.current().pid() + " on " + host;
  }
}
