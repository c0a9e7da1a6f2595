package dev.durableingest.processor.scan;

import java.util.Set;

/** Qualified names of what authors write, as text: the processor does not load these classes. */
public final class Names {
  private static final String ANNOTATIONS = "dev.durableingest.annotations.";
  private static final String RUNTIME = "dev.durableingest.runtime.";

  /** {@code @Source}. */
  public static final String SOURCE = ANNOTATIONS + "Source";

  /** {@code @Resource}. */
  public static final String RESOURCE = ANNOTATIONS + "Resource";

  static final String STREAM = ANNOTATIONS + "Stream";
  static final String OLAP_TABLE = ANNOTATIONS + "OlapTable";
  static final String CONFIG_PROPERTY = ANNOTATIONS + "ConfigProperty";
  static final String DECIMAL = ANNOTATIONS + "Decimal";
  static final String COLUMN = ANNOTATIONS + "Column";
  static final String JSON = ANNOTATIONS + "Json";
  static final String SOURCE_ADAPTER = RUNTIME + "SourceAdapter";
  static final String RESOURCE_PROCESSOR = RUNTIME + "ResourceProcessor";

  /** What an author writes on resources beside {@code @Resource}. */
  public static final Set<String> ON_RESOURCES = Set.of(OLAP_TABLE, STREAM);

  /** What an author writes on components of records. */
  public static final Set<String> ON_COMPONENTS = Set.of(CONFIG_PROPERTY, DECIMAL, COLUMN, JSON);

  private Names() {}
}
