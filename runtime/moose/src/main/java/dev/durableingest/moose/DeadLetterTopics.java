package dev.durableingest.moose;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.deadletter.DeadLetter;
import dev.durableingest.runtime.deadletter.DeadLetterCopy;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkProvider;
import dev.durableingest.runtime.sink.SinkProvider.Role;
import dev.durableingest.runtime.sink.SinkUrls;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import dev.durableingest.runtime.wiring.SinkTarget.TableTarget;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells dead letters to the dead letter streams of a project, as far as it has them: the stream or
 * table {@code trades} has the topic {@code tradesDeadLetterQueue}. Owned by the pipeline thread.
 */
final class DeadLetterTopics implements DeadLetterCopy {
  private static final Logger LOGGER = System.getLogger(DeadLetterTopics.class.getName());
  private static final String KAFKA = "kafka";

  private final Map<String, Topic> byResource;

  private DeadLetterTopics(Map<String, Topic> byResource) {
    this.byResource = byResource;
  }

  /** The opened topic of one resource. */
  private record Topic(
      Sink sink, ResourceBinding<DeadLetter, MooseDeadLetter, Void> binding, boolean isOfTable) {}

  /**
   * Opens the topics that exist.
   *
   * @param stream where the streams of the run are
   * @param source the source as it was compiled
   * @throws SinkException with {@code RetrySame} when it cannot be learned now which exist
   */
  static DeadLetterTopics open(URI stream, String pipeline, MooseNames names, SourceBinding source)
      throws SinkException {
    Map<String, Topic> opened = new LinkedHashMap<>();
    DeadLetterTopics topics = new DeadLetterTopics(opened);
    if (!KAFKA.equals(stream.getScheme())) {
      return topics;
    }
    SinkProvider provider = SinkUrls.provider(stream, Role.STREAM);
    try {
      for (ResourceBinding<?, ?, ?> resource : source.resources()) {
        ResourceBinding<DeadLetter, MooseDeadLetter, Void> binding = binding(names, resource);
        Sink sink = provider.open(stream, pipeline, List.of(binding));
        try {
          sink.recover(Map.of());
          opened.put(
              resource.name(), new Topic(sink, binding, resource.target() instanceof TableTarget));
        } catch (SinkException e) {
          sink.close();
          if (!(e.verdict() instanceof Verdict.Stop)) {
            throw e;
          }
          LOGGER.log(
              Level.INFO,
              "Dead letters of ''{0}'' stay in files alone: {1}",
              resource.name(),
              e.getMessage());
        }
      }
      return topics;
    } catch (SinkException | RuntimeException e) {
      topics.close();
      throw e;
    }
  }

  /** What {@code check} tells of the topics. */
  static List<Finding> check(URI stream, MooseNames names, SourceBinding source) {
    List<Finding> findings = new ArrayList<>();
    if (!KAFKA.equals(stream.getScheme())) {
      return findings;
    }
    for (ResourceBinding<?, ?, ?> resource : source.resources()) {
      ResourceBinding<DeadLetter, MooseDeadLetter, Void> binding = binding(names, resource);
      String what = "dead letters of '" + resource.name() + "'";
      String topic = "topic '" + binding.target().name() + "'";
      findings.add(
          isThere(stream, binding)
              ? Finding.ok(what, "are told to " + topic + ", too")
              : Finding.weak(
                  what, "stay in files alone: there is no " + topic + " that can be looked at"));
    }
    return findings;
  }

  @Override
  public void append(List<DeadLetter> letters) throws SinkException {
    Map<Topic, SinkBatch> batches = new LinkedHashMap<>();
    for (DeadLetter letter : letters) {
      Topic topic = letter.resource() == null ? null : byResource.get(letter.resource());
      if (topic != null) {
        batches
            .computeIfAbsent(topic, opened -> opened.sink().newBatch())
            .add(topic.binding(), MooseDeadLetter.of(letter, topic.isOfTable()));
      }
    }
    for (Map.Entry<Topic, SinkBatch> batch : batches.entrySet()) {
      batch.getValue().seal("");
      write(batch.getKey(), batch.getValue());
    }
  }

  @Override
  public void close() {
    byResource.values().forEach(topic -> topic.sink().close());
  }

  /** What the topic does not take is in the file: it is no reason to stop. */
  private static void write(Topic topic, SinkBatch batch) throws SinkException {
    try {
      topic.sink().write(batch);
    } catch (SinkException e) {
      if (!(e.verdict() instanceof Verdict.Split)) {
        throw e;
      }
      LOGGER.log(Level.WARNING, "Dead letters stay in files alone: {0}", e.getMessage());
    }
  }

  private static boolean isThere(URI stream, ResourceBinding<?, ?, ?> binding) {
    try {
      return SinkUrls.provider(stream, Role.STREAM)
          .check(stream, "check", List.of(binding))
          .findings()
          .stream()
          .noneMatch(finding -> finding.outcome() == Finding.Outcome.FAILS);
    } catch (SinkException e) {
      return false;
    }
  }

  private static ResourceBinding<DeadLetter, MooseDeadLetter, Void> binding(
      MooseNames names, ResourceBinding<?, ?, ?> resource) {
    return new ResourceBinding<>(
        ResourceKey.of(resource.name(), DeadLetter.class, Void.class),
        letter -> ProcessResult.none(), // nobody emits one
        SinkTarget.stream(names.deadLetters(resource.target().name()), ""),
        MooseDeadLetter.CODEC,
        letter -> 0,
        OnError.HALT,
        Replay.NONE);
  }
}
