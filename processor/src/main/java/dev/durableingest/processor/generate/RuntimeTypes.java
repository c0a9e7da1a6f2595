package dev.durableingest.processor.generate;

/** The classes that generated code calls, by name: the processor does not load them. */
final class RuntimeTypes {
  private static final String ANNOTATIONS = "dev.durableingest.annotations";
  private static final String RUNTIME = "dev.durableingest.runtime";
  private static final String WIRING = RUNTIME + ".wiring";

  static final ClassName ON_ERROR = new ClassName(ANNOTATIONS, "OnError");
  static final ClassName REPLAY = new ClassName(ANNOTATIONS, "Replay");

  static final ClassName RESOURCE_KEY = new ClassName(RUNTIME, "ResourceKey");
  static final ClassName UNKNOWN_RESOURCE = new ClassName(RUNTIME, "UnknownResourceException");
  static final ClassName PIPELINE = new ClassName(RUNTIME + ".pipeline", "Pipeline");
  static final ClassName WORKFLOW = new ClassName(RUNTIME + ".workflow", "Workflow");

  static final ClassName COLUMN = new ClassName(WIRING, "Column");
  static final ClassName COLUMNS = new ClassName(WIRING, "Columns");
  static final ClassName CONFIG_BINDING = new ClassName(WIRING, "ConfigBinding");
  static final ClassName CONFIG_OPTION = new ClassName(WIRING, "ConfigOption");
  static final ClassName CONFIG_TYPE = new ClassName(WIRING, "ConfigValues.ConfigType");
  static final ClassName FITS = new ClassName(WIRING, "Fits");
  static final ClassName PAYLOAD_SIZE = new ClassName(WIRING, "PayloadSize");
  static final ClassName RECORD_CODEC = new ClassName(WIRING, "RecordCodec");
  static final ClassName RECORD_WRITER = new ClassName(WIRING, "RecordWriter");
  static final ClassName RESOURCE_BINDING = new ClassName(WIRING, "ResourceBinding");
  static final ClassName SINK_TARGET = new ClassName(WIRING, "SinkTarget");
  static final ClassName SOURCE_BINDING = new ClassName(WIRING, "SourceBinding");
  static final ClassName UNFIT_RECORD = new ClassName(WIRING, "UnfitRecordException");
  static final ClassName WIRING_VERSION = new ClassName(WIRING, "WiringVersion");

  private RuntimeTypes() {}
}
