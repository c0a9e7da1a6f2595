package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.file.SegmentStore;
import dev.durableingest.runtime.journal.Journal;
import dev.durableingest.runtime.journal.JournalLimits;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.AttemptScope;
import dev.durableingest.runtime.wiring.SourceBinding;
import org.jspecify.annotations.Nullable;

/** Opens the journal of a run, and refuses a run that would pass over what one holds. */
final class JournalOpening {
  private final Machine machine;
  private final SourceBinding source;
  private final PipelineOptions options;
  private final Retries retries;

  JournalOpening(Machine machine, SourceBinding source, PipelineOptions options, Retries retries) {
    this.machine = machine;
    this.source = source;
    this.options = options;
    this.retries = retries;
  }

  /** The journal of the run, or null where it has none. */
  @Nullable Journal open(CheckpointDocument document) throws SinkException, PipelineFailure {
    SegmentStore store = retries.untilAnswered(machine::openJournal).orElse(null);
    if (store == null) {
      if (document.hasOpenJournal()) {
        throw SinkException.stop(
            "The last run of pipeline '"
                + document.pipeline()
                + "' had a journal, and did not end with everything in it handled. Give --journal"
                + " its folder once more");
      }
      return null;
    }
    JournalLimits limits =
        new JournalLimits(
            options.journalMaxBytes(),
            options.journalForceInterval(),
            options.journalDropsWhenFull());
    try {
      return retries.untilAnswered(
          () ->
              Journal.open(
                  store,
                  document.journal(),
                  AttemptScope.byName(source),
                  limits,
                  machine.surroundings().time()));
    } catch (SinkException | PipelineFailure | RuntimeException e) {
      store.close();
      throw e;
    }
  }
}
