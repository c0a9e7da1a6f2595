package dev.durableingest.runtime.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Folders and whole files that survive a machine crash: made, named and replaced durably. */
public final class Folders {
  private Folders() {}

  /** Makes a folder and its parents where they are absent, and forces their names. */
  public static void create(@Nullable Path folder) throws IOException {
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    Path absolute = folder.toAbsolutePath();
    create(absolute.getParent());
    Files.createDirectories(absolute);
    force(absolute.getParent());
  }

  /** Forces the names in a folder, so that a file that was made or renamed there is still there. */
  public static void force(@Nullable Path folder) throws IOException {
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Replaces a file as a whole: afterwards it has the old content or the new, never a mixture.
   *
   * @throws IOException when it failed; either content may be there then
   */
  public static void replace(Path file, String content) throws IOException {
    swapIn(stage(file, content), file);
  }

  /**
   * The first half of {@link #replace}: writes and forces the new content beside the file. When it
   * fails, the file is as before.
   *
   * @return the file with the new content
   */
  public static Path stage(Path file, String content) throws IOException {
    Path staged = file.resolveSibling(file.getFileName() + ".new");
    // A new file each time: after a failed force nothing can be said of the old one.
    Files.deleteIfExists(staged);
    // Its name is not forced: only the one that it gets in the end has to survive.
    try (FileChannel out =
        FileChannel.open(staged, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(false);
    }
    return staged;
  }

  /**
   * The second half of {@link #replace}: gives the staged content the name of the file and forces
   * the name. When it fails, nobody knows which of the two is there after a machine crash.
   */
  public static void swapIn(Path staged, Path file) throws IOException {
    Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(file.toAbsolutePath().getParent());
  }
}
