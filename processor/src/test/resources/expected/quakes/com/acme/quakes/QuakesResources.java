package com.acme.quakes;

import com.acme.quakes.resources.Earthquakes;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.UnknownResourceException;
import java.util.List;
import javax.annotation.processing.Generated;

/** The resources of {@link QuakesSource}, in the order in which it lists them. */
@Generated("dev.durableingest.processor.DurableIngestProcessor")
public final class QuakesResources {
  /**
   * One row per reported earthquake.
   *
   * @see Earthquakes
   */
  public static final ResourceKey<QuakePayload, QuakeCursor> EARTHQUAKES =
      ResourceKey.<QuakePayload, QuakeCursor>of("earthquakes", QuakePayload.class, QuakeCursor.class);

  private QuakesResources() {}

  /** All of them. */
  public static List<ResourceKey<?, ?>> all() {
    return List.<ResourceKey<?, ?>>of(EARTHQUAKES);
  }

  /**
   * The resource of a name that is known only at run time.
   *
   * @throws UnknownResourceException when there is none
   */
  public static ResourceKey<?, ?> byName(String name) {
    return switch (name) {
      case "earthquakes" -> EARTHQUAKES;
      default ->
          throw new UnknownResourceException(
              name, "quakes", List.of("earthquakes"));
    };
  }
}
