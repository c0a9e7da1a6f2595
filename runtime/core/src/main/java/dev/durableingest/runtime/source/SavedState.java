package dev.durableingest.runtime.source;

import dev.durableingest.runtime.Checkpoint;
import dev.durableingest.runtime.Gap;
import java.util.List;

/** What an attempt may see of the last saved document. Immutable, so any thread may read it. */
public interface SavedState extends Checkpoint {

  /** The gaps that are not closed. */
  List<Gap> gaps();
}
