package dev.durableingest.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A named mapping unit of a source: name, sink and {@code process}.
 *
 * <p>The class is public, top-level, alone in its file, in the package {@code resources} below the
 * package of its source, implements {@code dev.durableingest.runtime.ResourceProcessor}, and
 * carries exactly one of {@link Stream} and {@link OlapTable}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Resource {

  /** Name in lower_snake_case; unique in its source. It identifies checkpoints: keep it. */
  String name();

  /** One sentence for people, tools and coding copilots. */
  String description() default "";

  /** What happens to an event that {@code process} cannot map. */
  OnError onError() default OnError.DEAD_LETTER;

  /** What the source does for this resource when it starts again. */
  Replay replay() default Replay.FROM_CHECKPOINT;
}
