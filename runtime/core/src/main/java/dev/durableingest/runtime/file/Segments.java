package dev.durableingest.runtime.file;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The segments in one folder: which there are, and their repair before anything is appended. */
public final class Segments {
  private static final Pattern NAME = Pattern.compile("00(\\d{18})\\.ndjson");
  private static final String IDENTITY = ".identity";
  private static final long FIRST = 1;

  private final Path folder;
  private final String what;

  /**
   * @param folder the folder, which exists
   * @param what what the lines are, for people: "stream 'ticker'"
   */
  public Segments(Path folder, String what) {
    this.folder = folder;
    this.what = what;
  }

  /**
   * Where the lines end.
   *
   * @param segment number of the last segment, which may not exist yet
   * @param bytes its length
   * @param wasCut whether something was cut off to come there
   */
  record End(long segment, long bytes, boolean wasCut) {}

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /** The file of a segment. */
  public Path path(long segment) {
    return folder.resolve(String.format(Locale.ROOT, "%020d.ndjson", segment));
  }

  /** Length of a segment; 0 where there is none. */
  public long bytes(long segment) throws IOException {
    return exists(segment) ? Files.size(path(segment)) : 0;
  }

  /** When something was written to a segment that is there, by the wall clock. */
  Instant lastWritten(long segment) throws IOException {
    return Files.getLastModifiedTime(path(segment)).toInstant();
  }

  /**
   * Since when a segment is written to: since the one before it is not, or the folder was made. The
   * epoch where that cannot be told any more.
   */
  Instant began(long segment) throws IOException {
    Path before = segment == FIRST ? folder.resolve(IDENTITY) : path(segment - 1);
    return Files.exists(before) ? Files.getLastModifiedTime(before).toInstant() : Instant.EPOCH;
  }

  boolean exists(long segment) {
    return Files.exists(path(segment));
  }

  /**
   * The random name of the folder; given to it now, if nothing is recorded and it has none.
   *
   * @throws SinkException when another one is recorded
   */
  String identity(@Nullable SinkPosition recorded) throws IOException, SinkException {
    Path file = folder.resolve(IDENTITY);
    String found = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : null;
    if (recorded != null) {
      if (found == null || !found.equals(recorded.identity() + "\n")) {
        throw mismatch(
            "the checkpoint records identity "
                + recorded.identity()
                + ", the folder has "
                + nameOf(found));
      }
      return recorded.identity();
    }
    if (found == null) {
      String identity = UUID.randomUUID().toString();
      Folders.replace(file, identity + "\n");
      return identity;
    }
    if (!found.endsWith("\n") || !isUuid(found.strip())) {
      throw SinkException.stop(
          file + " is damaged. Delete it, and the folder is given a new identity");
    }
    return found.strip();
  }

  /** Whether the folder has this name. */
  boolean hasIdentity(String identity) throws IOException {
    Path file = folder.resolve(IDENTITY);
    return Files.exists(file)
        && Files.readString(file, StandardCharsets.UTF_8).equals(identity + "\n");
  }

  /** Removes what comes after the recorded end. */
  End cutBackTo(SinkPosition recorded) throws IOException, SinkException {
    List<Long> numbers = numbers();
    requireRecorded(recorded);
    boolean wasCut = false;
    for (int i = numbers.size() - 1; i >= 0 && numbers.get(i) > recorded.segment(); i--) {
      Files.delete(path(numbers.get(i)));
      wasCut = true;
    }
    if (wasCut) {
      Folders.force(folder);
    }
    wasCut |= cut(recorded.segment(), recorded.bytes());
    return new End(recorded.segment(), recorded.bytes(), wasCut);
  }

  /** Removes only what is no complete line, from the recorded end or the beginning on. */
  End cutTornLine(@Nullable SinkPosition recorded) throws IOException, SinkException {
    if (recorded != null) {
      requireRecorded(recorded);
    }
    End end = new End(recorded == null ? FIRST : recorded.segment(), 0, false);
    boolean wasCut = false;
    for (long number : numbers()) {
      if (number >= end.segment()) {
        long from = recorded != null && number == recorded.segment() ? recorded.bytes() : 0;
        long complete = LineScan.completeBytes(path(number), from);
        wasCut |= cut(number, complete);
        force(number, complete);
        end = new End(number, complete, wasCut);
      }
    }
    Folders.force(folder);
    return end;
  }

  /**
   * Makes the lines of a dead process durable: it may have died between appending and forcing them,
   * and the next document records them.
   */
  private void force(long segment, long bytes) throws IOException {
    try (AppendFile lines = AppendFile.open(path(segment), bytes)) {
      lines.force();
    }
  }

  private boolean cut(long segment, long bytes) throws IOException {
    if (!exists(segment) || Files.size(path(segment)) == bytes) {
      return false;
    }
    AppendFile.open(path(segment), bytes).close();
    return true;
  }

  private void requireRecorded(SinkPosition recorded) throws IOException, SinkException {
    long found = exists(recorded.segment()) ? Files.size(path(recorded.segment())) : 0;
    if (found < recorded.bytes()) {
      throw mismatch(
          "the checkpoint records "
              + recorded.bytes()
              + " bytes of "
              + path(recorded.segment()).getFileName()
              + ", which "
              + (exists(recorded.segment()) ? "has " + found : "is missing"));
    }
  }

  /** The numbers of the segments that are there, in order. */
  public List<Long> numbers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> Long.valueOf(name.group(1)))
          .sorted()
          .toList();
    }
  }

  private SinkException mismatch(String difference) {
    return SinkException.stop(
        "The folder of "
            + what
            + ", "
            + folder
            + ", is not as the checkpoint left it: "
            + difference
            + ". Put the right folder there, or begin anew with 'checkpoint reset'");
  }

  private static String nameOf(@Nullable String found) {
    if (found == null) {
      return "none";
    }
    return isUuid(found.strip()) ? found.strip() : "a damaged one";
  }

  private static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
