package dev.durableingest.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Writes the records of a resource to a table of an analytical database. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface OlapTable {

  /** Name of the table in lower_snake_case. */
  String name();

  /**
   * The columns that rows are sorted by; not nullable, not floating-point. At least one: the
   * processor says so, which is one error where the language would give several.
   */
  String[] orderBy() default {};

  /**
   * The column that decides which of two rows with the same {@link #orderBy} wins; empty for a
   * table that keeps every row.
   */
  String version() default "";

  /** The columns whose values split the table into partitions; empty for none. */
  String[] partitionBy() default {};
}
