package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.file.StreamUrl;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.stream.FellBehindException;
import dev.durableingest.runtime.stream.StreamReader;
import dev.durableingest.runtime.stream.StreamReader.Position;
import dev.durableingest.runtime.wiring.ConfigValues;
import dev.durableingest.runtime.wiring.ConfigValues.ConfigType;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command {@code stream tail}: prints the committed lines of an embedded stream. */
final class TailCommand {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final PrintStream out;
  private final PrintStream err;

  TailCommand(Shell shell) {
    this.out = shell.out();
    this.err = shell.err();
  }

  /**
   * What to print.
   *
   * @param fromEnd whether only what comes from now on
   * @param follow whether to wait for more, until the process is told to stop
   */
  record Range(boolean fromEnd, boolean follow) {
    private enum From {
      BEGINNING,
      END
    }

    /** The range that the options of a workflow name. */
    static Range of(ConfigValues values) {
      From from = values.required("from", ConfigType.enumOf(From.class));
      return new Range(from == From.END, OutputOptions.isOn(values, "follow"));
    }
  }

  /**
   * Prints each line as it is.
   *
   * @throws SinkException when the URL is not one of files, or there is no such stream
   */
  int run(URI url, String stream, Range range) throws SinkException, IOException {
    Path folder = folder(url, stream);
    Position start = range.fromEnd() ? StreamReader.end(folder) : Position.BEGINNING;
    try (StreamReader reader = StreamReader.open(folder, start)) {
      while (!out.checkError()) {
        Optional<String> line = next(reader);
        if (line.isPresent()) {
          out.println(line.get());
        } else if (range.follow()) {
          Thread.sleep(LOOK.toMillis());
        } else {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK;
  }

  /** The next line that is left; says so where some before it are not. */
  private Optional<String> next(StreamReader reader) throws IOException {
    while (true) {
      try {
        return reader.next();
      } catch (FellBehindException e) {
        err.println(e.getMessage() + ".");
      }
    }
  }

  private static Path folder(URI url, String stream) throws SinkException {
    if (!"file".equalsIgnoreCase(url.getScheme())) {
      throw SinkException.stop(
          "stream tail reads embedded streams, --stream file:folder; read "
              + url
              + " with a client of its own.");
    }
    Path folder = StreamUrl.parse(url).folderOf(stream).folder();
    if (!Files.isDirectory(folder)) {
      throw SinkException.stop(
          "There is no stream '" + stream + "': no folder " + folder + others(folder) + ".");
    }
    return folder;
  }

  /** Which streams there are instead. */
  private static String others(Path folder) {
    try (Stream<Path> beside = Files.list(folder.resolveSibling(""))) {
      String names =
          beside
              .filter(Files::isDirectory)
              .map(found -> found.getFileName().toString())
              .sorted()
              .collect(Collectors.joining(", "));
      return names.isEmpty() ? "" : ". There are " + names;
    } catch (IOException e) {
      return ""; // nothing was ever written
    }
  }
}
