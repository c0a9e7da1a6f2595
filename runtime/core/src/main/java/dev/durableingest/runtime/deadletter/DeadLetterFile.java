package dev.durableingest.runtime.deadletter;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.checkpoint.GapHistory;
import dev.durableingest.runtime.checkpoint.file.GapHistoryFile;
import dev.durableingest.runtime.file.FileUrl;
import dev.durableingest.runtime.file.Retention;
import dev.durableingest.runtime.file.SegmentedFile;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * The dead letters of one pipeline: lines of JSON in {@code DIR/<pipeline>/*.ndjson}, durable
 * before the checkpoint passes their events, and cut back to what it records.
 *
 * <p>Letters that no document records stay when {@link #recover} finds them. So the position must
 * be saved once after the recovery, before the first {@link #append}.
 *
 * <p>Owned by the pipeline thread, which must not be interrupted while it appends.
 */
public final class DeadLetterFile implements DeadLetterQueue {
  private final SegmentedFile file;
  private final String description;
  private List<DeadLetter> lastAppended = List.of();

  private DeadLetterFile(SegmentedFile file, String description) {
    this.file = file;
    this.description = description;
  }

  /**
   * Takes the folder of the dead letters of a pipeline; touches no data.
   *
   * @throws SinkException with {@code Stop} when the URL is not one of files, or another process
   *     has the folder
   */
  public static DeadLetterFile open(URI url, String pipeline) throws SinkException {
    FileUrl own = folder(url, pipeline);
    String holder = "pipeline '" + pipeline + "'";
    SegmentedFile file =
        SegmentedFile.open(
            own, "the dead letters of " + holder, holder, Retention.KEEP_ALL, Clock.systemUTC());
    return new DeadLetterFile(file, own.description());
  }

  /** Where the letters of a pipeline are. */
  static FileUrl folder(URI url, String pipeline) throws SinkException {
    FileUrl parent = FileUrl.parse(url);
    return new FileUrl(parent.folder().resolve(pipeline), parent.trustsLocks());
  }

  /** The folder, which this process has to itself. */
  public Path folder() {
    return file.folder();
  }

  /** What it is, for people. */
  public String description() {
    return description;
  }

  @Override
  public void recover(DeadLetters recorded) throws SinkException {
    lastAppended = List.of();
    SinkPosition position = recorded.position();
    // A run on another machine has a folder of its own, which is well until there are letters; and
    // so does one whose letters were no files until now.
    boolean isElsewhere =
        position != null
            && (position.segment() == 0 || recorded.count() == 0)
            && !file.isRecordedBy(position);
    file.recover(isElsewhere ? null : position, false);
  }

  /** Appends and forces; the letters that were appended last are not appended a second time. */
  @Override
  public void append(List<DeadLetter> letters) throws SinkException {
    if (letters.isEmpty() || letters.equals(lastAppended)) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (DeadLetter letter : letters) {
      lines.append(DeadLetterJson.write(letter)).append('\n');
    }
    append(lines);
    lastAppended = List.copyOf(letters);
  }

  @Override
  public void mark(List<DeadLetterMark> marks) throws SinkException {
    StringBuilder lines = new StringBuilder();
    for (DeadLetterMark mark : marks) {
      lines.append(DeadLetterJson.write(mark)).append('\n');
    }
    append(lines);
  }

  private void append(StringBuilder lines) throws SinkException {
    file.append(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
    file.force();
    file.commit();
  }

  @Override
  public SinkPosition position() {
    return file.position();
  }

  /** A file in the folder, whose lock guards it. */
  @Override
  public GapHistory gapHistory() {
    return new GapHistoryFile(folder().resolve("closed-gaps.jsonl"));
  }

  /** Releases the folder. Never throws. */
  @Override
  public void close() {
    file.close();
  }
}
