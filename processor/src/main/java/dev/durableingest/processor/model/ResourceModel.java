package dev.durableingest.processor.model;

import java.util.List;
import javax.lang.model.element.TypeElement;

/**
 * A {@code @Resource} class.
 *
 * @param type the class
 * @param shape how and where it is declared
 * @param name the name it gives itself
 * @param description its description; may be empty
 * @param onError name of its {@code OnError}
 * @param replay what it says about replays
 * @param constructor how one is made
 * @param types its payload, record and cursor
 * @param sinks its sinks; one, when it is right
 */
public record ResourceModel(
    TypeElement type,
    ResourceShape shape,
    Located<String> name,
    String description,
    String onError,
    ReplayModel replay,
    ConstructorModel constructor,
    ProcessorTypes types,
    List<SinkModel> sinks) {

  /** Name of the class without its package. */
  public String simpleName() {
    return type.getSimpleName().toString();
  }

  /** What the runtime is told: a resource without a cursor has no replay, whatever it says. */
  public String effectiveReplay() {
    return types.cursor().isVoid() ? ReplayModel.NONE : replay.value().value();
  }

  /** Resources are the same when they are the same class. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ResourceModel that && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }
}
