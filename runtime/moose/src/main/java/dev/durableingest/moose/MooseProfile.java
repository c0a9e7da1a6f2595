package dev.durableingest.moose;

import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.profile.Profile;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import dev.durableingest.runtime.wiring.SinkTarget.StreamTarget;
import dev.durableingest.runtime.wiring.SinkTarget.TableTarget;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One Moose project. Immutable. */
final class MooseProfile implements Profile {
  private final Settings settings;
  private final MooseNames names;
  private final Map<String, Value> values;

  MooseProfile(Settings settings, Versions versions) {
    this.settings = settings;
    this.names = new MooseNames(MooseUrls.namespace(settings), versions);
    this.values = MooseUrls.of(settings);
  }

  @Override
  public String description() {
    return settings.file() == null
        ? "moose, of the environment alone"
        : "moose, of " + settings.file();
  }

  @Override
  public Map<String, Value> values() {
    return values;
  }

  @Override
  public Pipeline apply(Pipeline pipeline, PipelineOptions options) {
    SourceBinding source = pipeline.source();
    List<ResourceBinding<?, ?, ?>> resources = new ArrayList<>();
    for (ResourceBinding<?, ?, ?> resource : source.resources()) {
      resources.add(rebound(resource));
    }
    return pipeline
        .withSource(
            new SourceBinding(source.name(), source.factory(), source.reconnect(), resources))
        .copyingDeadLetters(id -> DeadLetterTopics.open(options.stream(), id, names, source))
        .takingOver(new ProofOfConceptCheckpoint(source.resources()));
  }

  @Override
  public List<Finding> check(Pipeline pipeline, PipelineOptions options) {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(SyncedTables.check(pipeline.source(), options, names));
    findings.addAll(DeadLetterTopics.check(options.stream(), names, pipeline.source()));
    return findings;
  }

  private <P, R extends Record, C> ResourceBinding<P, R, C> rebound(
      ResourceBinding<P, R, C> resource) {
    SinkTarget target = resource.target();
    boolean isStream = target instanceof StreamTarget;
    SinkTarget renamed =
        target instanceof StreamTarget stream
            ? new StreamTarget(names.topic(stream.name()), stream.key())
            : renamed((TableTarget) target);
    return new ResourceBinding<>(
        resource.key(),
        resource.processor(),
        renamed,
        isStream ? StreamCodec.of(resource.codec()) : resource.codec(),
        resource.payloadSize(),
        resource.onError(),
        resource.replay());
  }

  private TableTarget renamed(TableTarget table) {
    return new TableTarget(
        names.table(table.name()), table.orderBy(), table.version(), table.partitionBy());
  }
}
