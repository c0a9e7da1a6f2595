package dev.durableingest.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Sends the records of a resource to a stream: a topic, or a folder of JSON lines. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Stream {

  /** Name of the stream in lower_snake_case. */
  String name();

  /** The record component (as its column is named) used as message key; empty for none. */
  String key() default "";
}
