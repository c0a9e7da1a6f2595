package dev.durableingest.processor.model;

/**
 * The options of a source, apart from the rest of it.
 *
 * @param source name of the source
 * @param sourceType qualified name of its class
 * @param config its config record
 */
public record SourceOptions(String source, String sourceType, ConfigModel config) {}
