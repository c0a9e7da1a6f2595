package dev.durableingest.processor.generate;

import com.palantir.javapoet.ClassName;

/** The classes that generated code calls, by name: the processor does not load them. */
final class RuntimeTypes {
  private static final String ANNOTATIONS = "dev.durableingest.annotations";
  private static final String RUNTIME = "dev.durableingest.runtime";
  private static final String WIRING = RUNTIME + ".wiring";

  static final ClassName ON_ERROR = ClassName.get(ANNOTATIONS, "OnError");
  static final ClassName REPLAY = ClassName.get(ANNOTATIONS, "Replay");

  static final ClassName RESOURCE_KEY = ClassName.get(RUNTIME, "ResourceKey");
  static final ClassName UNKNOWN_RESOURCE = ClassName.get(RUNTIME, "UnknownResourceException");
  static final ClassName PIPELINE = ClassName.get(RUNTIME + ".pipeline", "Pipeline");
  static final ClassName WORKFLOW = ClassName.get(RUNTIME + ".workflow", "Workflow");

  static final ClassName COLUMN = ClassName.get(WIRING, "Column");
  static final ClassName COLUMNS = ClassName.get(WIRING, "Columns");
  static final ClassName CONFIG_BINDING = ClassName.get(WIRING, "ConfigBinding");
  static final ClassName CONFIG_OPTION = ClassName.get(WIRING, "ConfigOption");
  static final ClassName CONFIG_TYPE = ClassName.get(WIRING, "ConfigValues", "ConfigType");
  static final ClassName FITS = ClassName.get(WIRING, "Fits");
  static final ClassName PAYLOAD_SIZE = ClassName.get(WIRING, "PayloadSize");
  static final ClassName RECORD_CODEC = ClassName.get(WIRING, "RecordCodec");
  static final ClassName RECORD_WRITER = ClassName.get(WIRING, "RecordWriter");
  static final ClassName RESOURCE_BINDING = ClassName.get(WIRING, "ResourceBinding");
  static final ClassName SINK_TARGET = ClassName.get(WIRING, "SinkTarget");
  static final ClassName SOURCE_BINDING = ClassName.get(WIRING, "SourceBinding");
  static final ClassName UNFIT_RECORD = ClassName.get(WIRING, "UnfitRecordException");
  static final ClassName WIRING_VERSION = ClassName.get(WIRING, "WiringVersion");

  private RuntimeTypes() {}
}
