package dev.durableingest.runtime.sink;

/**
 * Where one stream or table ends, as the checkpoint document records it.
 *
 * @param identity random name given to the destination when it was made, so that another one in its
 *     place is noticed
 * @param segment number of the file that is written to; 0 where there are no files
 * @param bytes length of that file; 0 where there are no files
 */
public record SinkPosition(String identity, long segment, long bytes) {}
