package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.EventFailure;
import dev.durableingest.runtime.Stage;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.deadletter.DeadLetter;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.world.Row;
import dev.durableingest.testkit.world.Segment;
import dev.durableingest.testkit.world.StoredFile;
import dev.durableingest.testkit.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dead letters in a file, which is cut back to what the document records. */
final class LetterFile implements DeadLetterQueue {
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

  private final Life life;
  private final LineFile file;
  private long lastNumber;

  LetterFile(Life life) {
    this.life = life;
    this.file = new LineFile(life, life.world().letters());
  }

  @Override
  public void recover(DeadLetters recorded) throws SinkException {
    lastNumber = recorded.count();
    file.recover(recorded.position(), life.world().has(PlantedBug.LETTERS_NOT_CUT_BACK));
  }

  @Override
  public void append(List<DeadLetter> letters) throws SinkException {
    if (life.world().has(PlantedBug.LETTER_AFTER_SAVE)) {
      life.afterSave().add(() -> appendSomehow(letters));
    } else {
      appendNow(letters);
    }
  }

  @Override
  public SinkPosition position() {
    return file.position();
  }

  @Override
  public void close() {}

  /** Puts a letter there, past every rule. */
  static void setAside(World world, int line) {
    StoredFile letters = world.letters();
    Segment last = letters.size() == 0 ? letters.add() : letters.segment(letters.size() - 1);
    last.append(line);
    last.force();
  }

  private void appendNow(List<DeadLetter> letters) throws SinkException {
    if (letters.get(letters.size() - 1).number() <= lastNumber) {
      return;
    }
    List<Integer> lines = new ArrayList<>();
    for (DeadLetter letter : letters) {
      lines.add(new Row(eventOf(letter), 0, 0).line());
    }
    file.append(lines);
    file.force();
    file.commit();
    lastNumber = letters.get(letters.size() - 1).number();
  }

  /** Which event it is: its error says so, unless that is the destination's or the runtime's. */
  private int eventOf(DeadLetter letter) {
    boolean killed = letter.errorType().equals(EventFailure.DeadLetter.class.getName());
    if (!killed && !letter.stage().equals(Stage.SINK.toString())) {
      return Connector.eventOf(letter.errorMessage());
    }
    Matcher id = ID.matcher(letter.payload().toString());
    if (!id.find()) {
      throw new IllegalStateException("No event in " + letter);
    }
    int event = Integer.parseInt(id.group(1));
    if (killed) {
      life.world().blame(event);
    }
    return event;
  }

  private void appendSomehow(List<DeadLetter> letters) {
    try {
      appendNow(letters);
    } catch (SinkException e) {
      // The bug: nobody looks any more.
    }
  }
}
