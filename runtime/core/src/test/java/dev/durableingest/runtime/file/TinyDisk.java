package dev.durableingest.runtime.file;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A real file system of one mebibyte, where this process may mount one. */
public final class TinyDisk implements AutoCloseable {
  public static final int BYTES = 1 << 20;
  private final Path folder;

  private TinyDisk(Path folder) {
    this.folder = folder;
  }

  public static Optional<TinyDisk> mount(Path folder) throws IOException {
    return run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString())
        ? Optional.of(new TinyDisk(folder))
        : Optional.empty();
  }

  /** Mounts it read-only, or writable again. */
  public boolean remount(String mode) throws IOException {
    return run("mount", "-o", "remount," + mode, folder.toString());
  }

  public FileStore store() throws IOException {
    return Files.getFileStore(folder);
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", folder.toString());
  }

  private static boolean run(String... command) throws IOException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .onExit()
            .join()
            .exitValue()
        == 0;
  }
}
