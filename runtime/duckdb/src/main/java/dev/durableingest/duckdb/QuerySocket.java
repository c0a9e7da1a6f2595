package dev.durableingest.duckdb;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/** Where the run that has a database file answers questions about it. */
final class QuerySocket {
  /** What the system's address of a socket has room for. */
  private static final int PATH_BYTES_MAX = 100;

  private QuerySocket() {}

  /**
   * The socket beside the database file; where its path is too long for a socket, one in the
   * temporary folder whose name follows from it.
   */
  static UnixDomainSocketAddress of(DatabaseUrl url) throws IOException {
    Path real = url.realPath();
    Path beside = real.resolveSibling(real.getFileName() + ".sock");
    byte[] bytes = beside.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= PATH_BYTES_MAX) {
      return UnixDomainSocketAddress.of(beside);
    }
    String name = "durable-ingest-" + UUID.nameUUIDFromBytes(bytes) + ".sock";
    return UnixDomainSocketAddress.of(Path.of(System.getProperty("java.io.tmpdir"), name));
  }
}
