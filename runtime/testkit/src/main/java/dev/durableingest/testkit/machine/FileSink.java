package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.sink.RecoverableBatch;
import dev.durableingest.runtime.sink.RecoverableSink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.world.Plan;
import dev.durableingest.testkit.world.World;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Streams in files, which are cut back to what the document records. */
final class FileSink implements RecoverableSink {
  private final Life life;
  private final World world;
  private final Map<Integer, LineFile> files = new LinkedHashMap<>();
  private @Nullable SinkBatch lastWritten;

  FileSink(Life life) {
    this.life = life;
    this.world = life.world();
    for (int resource = 0; resource < world.plan().resources(); resource++) {
      if (!world.plan().tables().get(resource)) {
        files.put(resource, new LineFile(life, world.file(resource)));
      }
    }
  }

  @Override
  public String description() {
    return "files";
  }

  @Override
  public SinkKind kind() {
    return SinkKind.UNDO;
  }

  @Override
  public void recover(Map<String, SinkPosition> recorded) throws SinkException {
    recover(recorded, false);
  }

  @Override
  public void recoverJournaled(Map<String, SinkPosition> recorded) throws SinkException {
    recover(recorded, true);
  }

  private void recover(Map<String, SinkPosition> recorded, boolean isJournaled)
      throws SinkException {
    for (Map.Entry<Integer, LineFile> file : files.entrySet()) {
      boolean keeps = !isJournaled && !world.plan().isReplayable(file.getKey());
      boolean keepsWrongly = world.has(PlantedBug.NO_CUT_BACK);
      boolean cutsWrongly = world.has(PlantedBug.CUT_BACK_OF_UNREPLAYABLE);
      file.getValue().keepsLines(keeps);
      file.getValue()
          .recover(recorded.get(name(file.getKey())), (keeps && !cutsWrongly) || keepsWrongly);
    }
  }

  @Override
  public RecoverableBatch newBatch() {
    return new Lines(world.plan().resources());
  }

  @Override
  public RecoverableBatch decode(byte[] encoded) {
    return Lines.decode(encoded, world.plan().resources());
  }

  @Override
  public void write(SinkBatch batch) throws SinkException {
    boolean later =
        world.has(PlantedBug.SAVE_BEFORE_WRITE)
            || (world.has(PlantedBug.TABLE_BEFORE_FILE) && world.plan().layout().hasTable());
    if (later) {
      life.afterSave().add(() -> writeSomehow((Lines) batch));
    } else {
      writeNow((Lines) batch);
    }
  }

  @Override
  public Map<String, SinkPosition> positions() {
    Map<String, SinkPosition> positions = new LinkedHashMap<>();
    files.forEach((resource, file) -> positions.put(name(resource), file.position()));
    return positions;
  }

  @Override
  public void close() {}

  @Override
  public void undo() throws SinkException {
    for (LineFile file : files.values()) {
      file.undoCommit();
    }
    lastWritten = null;
  }

  private void writeNow(Lines lines) throws SinkException {
    if (lines == lastWritten) {
      return;
    }
    for (LineFile file : files.values()) {
      file.undo();
    }
    for (Map.Entry<Integer, LineFile> file : files.entrySet()) {
      if (!lines.of(file.getKey()).isEmpty()) {
        file.getValue().append(lines.of(file.getKey()));
      }
    }
    for (Map.Entry<Integer, LineFile> file : files.entrySet()) {
      if (!lines.of(file.getKey()).isEmpty()) {
        file.getValue().force();
      }
    }
    files.values().forEach(LineFile::commit);
    lastWritten = lines;
  }

  private void writeSomehow(Lines lines) {
    try {
      writeNow(lines);
    } catch (SinkException e) {
      // The bug: nobody looks any more.
    }
  }

  private static String name(int resource) {
    return "stream:" + Plan.nameOf(resource);
  }
}
