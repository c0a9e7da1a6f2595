package dev.durableingest.runtime;

import java.util.Objects;

/**
 * The typed name of a resource: what the generated {@code XyzResources} holds a constant of.
 *
 * @param <P> type of the payloads that the source emits
 * @param <C> type of the cursor; {@code Void} for a resource without one
 */
public final class ResourceKey<P, C> {
  private final String name;
  private final Class<P> payloadType;
  private final Class<C> checkpointType;

  private ResourceKey(String name, Class<P> payloadType, Class<C> checkpointType) {
    this.name = Objects.requireNonNull(name, "name");
    this.payloadType = Objects.requireNonNull(payloadType, "payloadType");
    this.checkpointType = Objects.requireNonNull(checkpointType, "checkpointType");
  }

  /** A key; generated code calls this once per resource. */
  public static <P, C> ResourceKey<P, C> of(
      String name, Class<P> payloadType, Class<C> checkpointType) {
    return new ResourceKey<>(name, payloadType, checkpointType);
  }

  /** Name of the resource as written in {@code @Resource}. */
  public String name() {
    return name;
  }

  /** Type of the payloads. */
  public Class<P> payloadType() {
    return payloadType;
  }

  /** Type of the cursor; {@code Void.class} for a resource without one. */
  public Class<C> checkpointType() {
    return checkpointType;
  }

  /** Whether the resource has a cursor at all. */
  public boolean hasCursor() {
    return checkpointType != Void.class;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResourceKey<?, ?> that
        && name.equals(that.name)
        && payloadType == that.payloadType
        && checkpointType == that.checkpointType;
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
