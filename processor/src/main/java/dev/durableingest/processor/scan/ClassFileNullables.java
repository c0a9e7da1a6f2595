package dev.durableingest.processor.scan;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds the components of a record that are nullable, in the bytes of its class. Needed because
 * javac 17 does not show the type annotations of a record that it reads from a class file.
 */
final class ClassFileNullables {
  private static final Set<String> TYPE_ANNOTATIONS =
      Set.of("RuntimeVisibleTypeAnnotations", "RuntimeInvisibleTypeAnnotations");
  private static final int FIELD_TARGET = 0x13;

  private final DataInputStream in;
  private final Map<Integer, String> texts;
  private final Set<String> nullable = new HashSet<>();

  private ClassFileNullables(DataInputStream in) throws IOException {
    this.in = in;
    in.skipNBytes(8); // magic and version
    this.texts = ConstantTexts.read(in);
  }

  /** The names of the nullable components. */
  static Set<String> read(byte[] classFile) throws IOException {
    ClassFileNullables reader =
        new ClassFileNullables(new DataInputStream(new ByteArrayInputStream(classFile)));
    reader.readClass();
    return reader.nullable;
  }

  private void readClass() throws IOException {
    in.skipNBytes(6); // access, this, super
    in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
    skipMembers(); // fields
    skipMembers(); // methods
    for (int i = in.readUnsignedShort(); i > 0; i--) {
      if (text().equals("Record")) {
        in.skipNBytes(4); // length
        readComponents();
      } else {
        skipAttributeBody();
      }
    }
  }

  private void skipMembers() throws IOException {
    for (int i = in.readUnsignedShort(); i > 0; i--) {
      in.skipNBytes(6); // access, name, descriptor
      for (int j = in.readUnsignedShort(); j > 0; j--) {
        in.skipNBytes(2); // name
        skipAttributeBody();
      }
    }
  }

  private void skipAttributeBody() throws IOException {
    in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
  }

  private void readComponents() throws IOException {
    for (int i = in.readUnsignedShort(); i > 0; i--) {
      String component = text();
      in.skipNBytes(2); // descriptor
      for (int j = in.readUnsignedShort(); j > 0; j--) {
        if (TYPE_ANNOTATIONS.contains(text())) {
          in.skipNBytes(4); // length
          readTypeAnnotations(component);
        } else {
          skipAttributeBody();
        }
      }
    }
  }

  private void readTypeAnnotations(String component) throws IOException {
    for (int i = in.readUnsignedShort(); i > 0; i--) {
      int target = in.readUnsignedByte(); // a component has no other target, and this has no body
      int pathLength = in.readUnsignedByte();
      in.skipNBytes(2L * pathLength);
      String type = text();
      skipPairs();
      if (target == FIELD_TARGET && pathLength == 0 && type.endsWith("/Nullable;")) {
        nullable.add(component);
      }
    }
  }

  private void skipPairs() throws IOException {
    for (int i = in.readUnsignedShort(); i > 0; i--) {
      in.skipNBytes(2); // name
      skipValue();
    }
  }

  private void skipValue() throws IOException {
    switch (in.readUnsignedByte()) {
      case 'e' -> in.skipNBytes(4);
      case '@' -> {
        in.skipNBytes(2);
        skipPairs();
      }
      case '[' -> {
        for (int i = in.readUnsignedShort(); i > 0; i--) {
          skipValue();
        }
      }
      default -> in.skipNBytes(2);
    }
  }

  private String text() throws IOException {
    return texts.getOrDefault(in.readUnsignedShort(), "");
  }
}
