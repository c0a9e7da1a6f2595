package dev.durableingest.testkit.conformance;

import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.testkit.conformance.Numbers.Line;
import dev.durableingest.testkit.conformance.Numbers.Reader;
import dev.durableingest.testkit.conformance.Numbers.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The suite over the log of numbers. */
abstract class Suite extends ConnectorConformance {
  private final Supplier<Reader> reader;
  private final ResourceBinding<Line, Row, ?> resource;
  Path folders;
  private int tried;
  boolean canDropConnections = true;
  boolean withoutCursors;

  /** Nobody waits this out where the source is right. */
  Duration patience = Duration.ofMinutes(1);

  List<String> identifying = List.of();
  List<OlderCursor> older = List.of();

  Suite(Supplier<Reader> reader, ResourceBinding<Line, Row, ?> resource) {
    this.reader = reader;
    this.resource = resource;
  }

  void again() {
    temporary = folders.resolve(Integer.toString(++tried));
  }

  @Override
  protected Upstream openUpstream(Path unused) {
    return new Numbers(reader, resource, canDropConnections);
  }

  @Override
  protected int events() {
    return 6;
  }

  @Override
  protected Duration patience() {
    return patience;
  }

  @Override
  protected boolean emitsWithoutCursors() {
    return withoutCursors;
  }

  @Override
  protected List<String> identifyingColumns(String name) {
    return identifying;
  }

  @Override
  protected List<OlderCursor> olderCursors() {
    return older;
  }
}
