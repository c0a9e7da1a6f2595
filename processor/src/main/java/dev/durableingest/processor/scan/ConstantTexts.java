package dev.durableingest.processor.scan;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The texts in the constant pool of a class file. */
final class ConstantTexts {
  private ConstantTexts() {}

  /** Reads the pool and leaves the stream behind it. */
  static Map<Integer, String> read(DataInputStream in) throws IOException {
    Map<Integer, String> texts = new HashMap<>();
    int count = in.readUnsignedShort();
    for (int index = 1; index < count; index++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts.put(index, in.readUTF());
        case 5, 6 -> { // a long or double takes two places
          in.skipNBytes(8);
          index++;
        }
        case 15 -> in.skipNBytes(3);
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        default -> in.skipNBytes(4);
      }
    }
    return texts;
  }
}
