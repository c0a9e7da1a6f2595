package dev.durableingest.runtime.stream;

import dev.durableingest.runtime.file.PublishedEnd;
import dev.durableingest.runtime.file.Segments;
import dev.durableingest.runtime.sink.SinkPosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an embedded stream, also while a run writes it, and never beyond what is committed: a line
 * that a crash could still take back is not there yet. Takes no lock and changes nothing; any
 * number of readers may read one stream, in any process.
 *
 * <p>A reader that was closed goes on later from its {@link #position}.
 *
 * <p>Single-threaded.
 */
public final class StreamReader implements AutoCloseable {
  private static final int CHUNK_BYTES = 64 * 1024;

  private final Segments segments;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).limit(0);
  private @Nullable SeekableByteChannel channel;
  private long segment;
  // Of the next byte that is in no line yet, and of the first after the chunk.
  private long offset;
  private long chunkEnd;

  private StreamReader(Segments segments, Position start) {
    this.segments = segments;
    this.segment = start.segment();
    this.offset = start.bytes();
    this.chunkEnd = start.bytes();
  }

  /**
   * Where a reader stands: after so many bytes of a segment.
   *
   * @param segment number of the file
   * @param bytes how much of it was read
   */
  public record Position(long segment, long bytes) {
    /** Before the oldest line. */
    public static final Position BEGINNING = new Position(0, 0);
  }

  /**
   * Opens a stream.
   *
   * @param folder folder of the stream, {@code data/streams/ticker}
   * @param start where to begin
   * @throws IOException when there is no such folder
   */
  public static StreamReader open(Path folder, Position start) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    return new StreamReader(new Segments(folder, "the stream"), start);
  }

  /** Where what is committed ends now; the beginning where no run has committed anything. */
  public static Position end(Path folder) throws IOException {
    return PublishedEnd.COMMITTED
        .read(folder)
        .map(end -> new Position(end.segment(), end.bytes()))
        .orElse(Position.BEGINNING);
  }

  /** Where this reader stands: before the line that {@link #next} gives next. */
  public Position position() {
    return new Position(segment, offset);
  }

  /**
   * The next committed line, without its line feed.
   *
   * @return empty when there is none now; ask again later
   * @throws FellBehindException when the next line was deleted by the stream's retention; the next
   *     call goes on with the oldest line that is left
   * @throws IOException when it cannot be read, or the stream ends before what was read already
   */
  public Optional<String> next() throws IOException {
    SinkPosition end = PublishedEnd.COMMITTED.read(segments.folder()).orElse(null);
    while (end != null) {
      requireBefore(end);
      boolean isLast = segment == end.segment();
      if (isLast && offset == end.bytes()) {
        return Optional.empty();
      }
      SeekableByteChannel open = openSegment();
      long limit = isLast ? end.bytes() : open == null ? 0 : open.size();
      if (open != null && offset < limit) {
        return Optional.of(line(open, limit));
      }
      if (isLast) {
        end = endAfter(end); // the writer has gone on, and the segment is deleted already
      } else {
        moveOn(end.segment());
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    SeekableByteChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }

  private void requireBefore(SinkPosition end) throws IOException {
    if (segment > end.segment() || (segment == end.segment() && offset > end.bytes())) {
      throw new IOException(
          segments.folder()
              + " ends at byte "
              + end.bytes()
              + " of segment "
              + end.segment()
              + ", before what was read already: it was begun anew, or a checkpoint store lost its"
              + " newest writes. Read it from the beginning");
    }
  }

  /** The segment, which can be read to its end also when it is deleted; null where it is gone. */
  private @Nullable SeekableByteChannel openSegment() throws IOException {
    if (channel == null) {
      try {
        channel = Files.newByteChannel(segments.path(segment));
      } catch (NoSuchFileException e) {
        return null;
      }
    }
    return channel;
  }

  private SinkPosition endAfter(SinkPosition end) throws IOException {
    return PublishedEnd.COMMITTED
        .read(segments.folder())
        .filter(later -> !later.equals(end))
        .orElseThrow(
            () -> new IOException(segments.path(segment) + " is gone, and it is the newest one"));
  }

  /** To the next segment that is there. */
  private void moveOn(long last) throws IOException {
    Position left = position();
    boolean isAtBeginning = left.segment() == Position.BEGINNING.segment();
    boolean hasAll = isAtBeginning || channel != null || isDeletedEnd(left);
    close();
    List<Long> later = segments.numbers().stream().filter(number -> number > segment).toList();
    segment = later.isEmpty() ? last : Math.min(later.get(0), last);
    offset = 0;
    chunkEnd = 0;
    chunk.limit(0);
    if (!hasAll || !(isAtBeginning || segment == left.segment() + 1)) {
      throw new FellBehindException(segments.folder(), left, position());
    }
  }

  /** Whether this is the end of the segment that was deleted last. */
  private boolean isDeletedEnd(Position at) throws IOException {
    return PublishedEnd.DELETED
        .read(segments.folder())
        .filter(end -> end.segment() == at.segment() && end.bytes() == at.bytes())
        .isPresent();
  }

  private String line(SeekableByteChannel open, long limit) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (!chunk.hasRemaining()) {
        fill(open, limit);
      }
      byte next = chunk.get();
      offset++;
      if (next == '\n') {
        return line.toString(StandardCharsets.UTF_8);
      }
      line.write(next);
    }
  }

  private void fill(SeekableByteChannel open, long limit) throws IOException {
    open.position(chunkEnd);
    chunk.clear().limit((int) Math.min(CHUNK_BYTES, limit - chunkEnd));
    int read = open.read(chunk);
    if (read <= 0) {
      throw new IOException(segments.path(segment) + " is shorter than what was committed to it");
    }
    chunkEnd += read;
    chunk.flip();
  }
}
