package dev.durableingest.clickhouse.engine;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The shared library with the ClickHouse engine, as {@code npm ci} installs it from {@code
 * src/test/engine}. It has 560 MB, so that there is one copy of it for all checkouts, in the user's
 * cache folder, under a name made from the lock file.
 */
public final class EngineLibrary {
  private static final Path LOCKED = Path.of("src/test/engine");
  private static final String IN_PACKAGE = "node_modules/@chdb/lib-linux-x64-gnu/libchdb.so";
  private static final int INSTALL_MINUTES = 10;

  private EngineLibrary() {}

  /**
   * Where the library is; installs it when it is not there yet.
   *
   * <p>Where it cannot be had, the calling test is skipped with the reason; with {@code CI} in the
   * environment it fails.
   */
  public static Path locate() {
    if (!"Linux".equals(System.getProperty("os.name"))
        || !"amd64".equals(System.getProperty("os.arch"))) {
      return unavailable("The ClickHouse engine is installed on Linux on x64 only.");
    }
    try {
      Path lockFile = source().resolve("package-lock.json");
      Path folder = cache().resolve(digest(lockFile));
      Path library = folder.resolve(IN_PACKAGE);
      Path complete = folder.resolve("complete");
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        if (!Files.exists(complete)) {
          install(folder);
          Files.createFile(complete);
        }
        return held.isValid() ? library : unavailable("The lock of " + folder + " was lost.");
      }
    } catch (IOException e) {
      return unavailable("The ClickHouse engine cannot be installed: " + e.getMessage());
    }
  }

  /** The folder of the lock file, whichever module's tests ask. */
  private static Path source() {
    Path near = Path.of("../clickhouse").resolve(LOCKED);
    Path far = Path.of("../runtime/clickhouse").resolve(LOCKED);
    return Files.exists(LOCKED) ? LOCKED : Files.exists(near) ? near : far;
  }

  private static Path cache() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path root =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return root.resolve("durable-ingest").resolve("clickhouse-engine");
  }

  private static void install(Path folder) throws IOException {
    for (String name : List.of("package.json", "package-lock.json")) {
      Files.copy(source().resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    Path log = folder.resolve("npm.log");
    Process npm;
    try {
      npm =
          new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new IOException("npm does not start; install Node 18 or newer", e);
    }
    try {
      if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
        npm.destroyForcibly();
        throw new IOException("npm ci took more than " + INSTALL_MINUTES + " minutes, see " + log);
      }
    } catch (InterruptedException e) {
      npm.destroyForcibly();
      throw new IOException("interrupted", e);
    }
    if (npm.exitValue() != 0) {
      throw new IOException("npm ci ended with " + npm.exitValue() + ", see " + log);
    }
  }

  private static String digest(Path file) throws IOException {
    try {
      byte[] all = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(all, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static <T> T unavailable(String why) {
    if (System.getenv("CI") != null) {
      throw new UncheckedIOException(new IOException(why));
    }
    System.err.println("Skipped: " + why);
    return abort(why);
  }
}
