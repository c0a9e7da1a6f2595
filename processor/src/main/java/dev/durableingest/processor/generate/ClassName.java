package dev.durableingest.processor.generate;

import dev.durableingest.processor.diagnose.Position;
import javax.lang.model.element.TypeElement;

/**
 * The name of a class.
 *
 * @param packageName its package, empty for the unnamed one
 * @param names its simple name, after those of the classes around it and a dot each
 */
record ClassName(String packageName, String names) implements TypeName {
  static final ClassName OBJECT = of(Object.class);

  static ClassName of(TypeElement type) {
    String outermost = ((TypeElement) Position.outermost(type)).getQualifiedName().toString();
    int packageEnd = outermost.lastIndexOf('.');
    return new ClassName(
        packageEnd < 0 ? "" : outermost.substring(0, packageEnd),
        type.getQualifiedName().toString().substring(packageEnd + 1));
  }

  static ClassName of(Class<?> type) {
    String packageName = type.getPackageName();
    return new ClassName(packageName, type.getCanonicalName().substring(packageName.length() + 1));
  }

  ClassName nested(String simpleName) {
    return new ClassName(packageName, names + "." + simpleName);
  }

  String simpleName() {
    return names.substring(names.lastIndexOf('.') + 1);
  }

  /** The class that is around all others, or this one. */
  ClassName outermost() {
    int dot = names.indexOf('.');
    return dot < 0 ? this : new ClassName(packageName, names.substring(0, dot));
  }

  /** The name by which the JVM knows the class. */
  String binaryName() {
    return qualified(names.replace('.', '$'));
  }

  @Override
  public String toString() {
    return qualified(names);
  }

  private String qualified(String path) {
    return packageName.isEmpty() ? path : packageName + "." + path;
  }
}
