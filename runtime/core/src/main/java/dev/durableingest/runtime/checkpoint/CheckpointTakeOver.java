package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.sink.SinkException;
import java.util.Map;

/** Reads what another program has left in the place of the checkpoint document. */
public interface CheckpointTakeOver {

  /**
   * Translates it.
   *
   * @param text what stands there, which is no checkpoint document
   * @param where where it stands, for people
   * @return what it says
   * @throws SinkException with {@code Stop} when it cannot be understood: it is never taken for
   *     nothing
   */
  TakenOver translate(String text, String where) throws SinkException;

  /**
   * What another program's checkpoint says.
   *
   * @param entries cursors by resource and partition
   */
  record TakenOver(Map<String, Map<String, Entry>> entries) {}
}
