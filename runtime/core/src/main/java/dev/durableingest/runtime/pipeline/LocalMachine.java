package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.acknowledge.Acknowledger;
import dev.durableingest.runtime.acknowledge.ThreadedAcknowledger;
import dev.durableingest.runtime.deadletter.DeadLetterFile;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.AttemptScope;
import dev.durableingest.runtime.source.SourceSession;
import dev.durableingest.runtime.source.ThreadedSession;
import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.time.Waits;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The machine that we run on. */
final class LocalMachine implements Machine {
  private final SourceBinding source;
  private final String pipeline;
  private final PipelineUrls urls;
  private final RandomGenerator random = new SecureRandom();

  LocalMachine(SourceBinding source, PipelineOptions options) {
    this.source = source;
    this.pipeline = options.pipelineId().orElse(source.name());
    this.urls = PipelineUrls.of(source.name(), options);
  }

  @Override
  public Time time() {
    return Time.system();
  }

  @Override
  public Waits waits() {
    return Waits.system();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Destinations openDestinations() throws SinkException {
    return DestinationUrls.open(pipeline, source.resources(), urls);
  }

  @Override
  public DeadLetterQueue openDeadLetters() throws SinkException {
    return DeadLetterFile.open(urls.deadLetters(), pipeline);
  }

  @Override
  public SourceSession openSource(AttemptScope scope) {
    return new ThreadedSession(source.factory().get(), pipeline, scope);
  }

  @Override
  public Repeating repeat(String name, Duration period, Runnable step) {
    return new RepeatingThread(pipeline + "-" + name, period, step);
  }

  @Override
  public Acknowledger openAcknowledger() {
    return new ThreadedAcknowledger(pipeline);
  }
}
