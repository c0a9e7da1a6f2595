package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.acknowledge.Acknowledger;
import dev.durableingest.runtime.acknowledge.ThreadedAcknowledger;
import dev.durableingest.runtime.deadletter.CopiedDeadLetters;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.deadletter.DeadLetterUrls;
import dev.durableingest.runtime.file.FileUrl;
import dev.durableingest.runtime.file.SegmentFolder;
import dev.durableingest.runtime.file.SegmentStore;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.AttemptScope;
import dev.durableingest.runtime.source.SourceSession;
import dev.durableingest.runtime.source.ThreadedSession;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The machine that we run on. */
final class LocalMachine implements Machine {
  private final Pipeline definition;
  private final SourceBinding source;
  private final String pipeline;
  private final Surroundings surroundings;
  private final PipelineUrls urls;
  private final @Nullable Path journal;

  LocalMachine(Pipeline definition, PipelineOptions options) {
    this.definition = definition;
    this.source = definition.source();
    this.pipeline = options.pipelineId().orElse(source.name());
    this.surroundings = new LocalSurroundings(pipeline);
    this.urls = PipelineUrls.of(source.name(), options);
    this.journal = options.journal().orElse(null);
  }

  @Override
  public Surroundings surroundings() {
    return surroundings;
  }

  @Override
  public Destinations openDestinations() throws SinkException {
    Destinations opened = DestinationUrls.open(pipeline, source.resources(), urls);
    definition.takeOver().ifPresent(opened.store()::takeOverBy);
    return opened;
  }

  @Override
  public DeadLetterQueue openDeadLetters() throws SinkException {
    URI url = urls.deadLetters();
    DeadLetterQueue opened = DeadLetterUrls.provider(url).open(url, pipeline);
    if (definition.letterCopy().isEmpty()) {
      return opened;
    }
    try {
      return new CopiedDeadLetters(opened, definition.letterCopy().get().open(pipeline));
    } catch (SinkException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public Optional<SegmentStore> openJournal() throws SinkException {
    if (journal == null) {
      return Optional.empty();
    }
    FileUrl own = new FileUrl(journal.resolve(pipeline), false);
    String holder = "pipeline '" + pipeline + "'";
    return Optional.of(SegmentFolder.open(own, "the journal of " + holder, holder));
  }

  @Override
  public SourceSession openSource(AttemptScope scope) {
    return new ThreadedSession(source.factory().get(), pipeline, scope);
  }

  @Override
  public Acknowledger openAcknowledger() {
    return new ThreadedAcknowledger(pipeline, surroundings.time());
  }
}
