package dev.durableingest.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An option of a source, on a component of its config record.
 *
 * <p>Component {@code feedUrl} of source {@code quakes} is {@code --feed-url}, {@code
 * --quakes-feed-url} and {@code QUAKES_FEED_URL} unless said otherwise.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({
  ElementType.RECORD_COMPONENT,
  ElementType.FIELD,
  ElementType.METHOD,
  ElementType.PARAMETER
})
public @interface ConfigProperty {

  /** The option without its dashes, in kebab-case; empty to derive it from the component. */
  String name() default "";

  /** The environment variable; empty to derive it from source and component. */
  String env() default "";

  /** The value when nothing is given, written as on the command line; empty for none. */
  String defaultValue() default "";

  /** One sentence for {@code --help}. */
  String description() default "";

  /** Whether the value must never be printed. */
  boolean secret() default false;

  /** Whether a value must be given; a component with a default or a nullable one never asks. */
  boolean required() default true;
}
