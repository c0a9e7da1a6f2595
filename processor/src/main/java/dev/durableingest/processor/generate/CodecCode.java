package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.RecordModel;

/**
 * Where the statements of a codec go, and the names that they use.
 *
 * @param text the body
 * @param imports the names of types
 * @param names the names of other codecs
 */
record CodecCode(JavaText text, Imports imports, ClassNames names) {

  /** The codec of a nested record. */
  String codec(RecordModel record) {
    return names.codec(record).simpleName() + ".INSTANCE";
  }
}
