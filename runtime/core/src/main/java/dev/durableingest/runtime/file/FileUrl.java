package dev.durableingest.runtime.file;

import dev.durableingest.runtime.sink.SinkException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A {@code file:} URL: {@code file:data/streams}, {@code file:/var/data} or {@code
 * file:///var/data}.
 *
 * @param folder the folder it names, as written: absolute, or relative to the working directory
 * @param trustsLocks whether locks are relied upon on any file system, {@code ?locks=trusted}
 */
public record FileUrl(Path folder, boolean trustsLocks) {
  private static final String TRUST = "locks=trusted";

  /**
   * Reads a URL.
   *
   * @throws SinkException when it names no folder
   */
  public static FileUrl parse(URI url) throws SinkException {
    if (url.getAuthority() != null) {
      throw SinkException.stop(
          url + " names a host, '" + url.getAuthority() + "': write file:folder or file:/folder");
    }
    String path = url.isOpaque() ? url.getSchemeSpecificPart() : url.getPath();
    String query = url.getQuery();
    int mark = path.indexOf('?');
    if (url.isOpaque() && mark >= 0) {
      query = path.substring(mark + 1);
      path = path.substring(0, mark);
    }
    if (path.isEmpty()) {
      throw SinkException.stop(url + " names no folder: write file:folder or file:/folder");
    }
    return new FileUrl(folder(url, path), trustsLocks(url, query));
  }

  /** The URL again, for people. */
  public String description() {
    return "file:" + folder;
  }

  private static Path folder(URI url, String path) throws SinkException {
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw SinkException.stop(url + " names no folder: " + e.getReason());
    }
  }

  private static boolean trustsLocks(URI url, @Nullable String query) throws SinkException {
    if (query != null && !query.equals(TRUST)) {
      throw SinkException.stop(url + ": the only thing that may follow the '?' is " + TRUST);
    }
    return query != null;
  }
}
