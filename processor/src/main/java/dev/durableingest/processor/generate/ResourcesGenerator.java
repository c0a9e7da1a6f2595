package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.SourceVersion;

/** Writes {@code XyzResources}: a typed constant for every resource of a source. */
final class ResourcesGenerator {
  private static final TypeName ANY_KEY =
      TypeName.generic(RuntimeTypes.RESOURCE_KEY, TypeName.ANY, TypeName.ANY);

  private final SourceModel source;
  private final ClassNames names;
  private final ClassText file;
  private final JavaText body;
  private final Map<String, ResourceModel> constants = new LinkedHashMap<>();

  ResourcesGenerator(SourceModel source, ClassNames names, ClassText file) {
    this.source = source;
    this.names = names;
    this.file = file;
    this.body = file.body();
    for (ResourceModel resource : source.resources()) {
      String constant = ClassNames.constant(resource);
      if (SourceVersion.isName(constant)) {
        constants.putIfAbsent(constant, resource);
      }
    }
  }

  String generate() {
    file.open(
        "The resources of {@link "
            + file.name(names.source())
            + "}, in the order in which it lists them.",
        "public final");
    constants.forEach(this::addKey);
    file.addConstructor();
    addAll();
    addByName();
    return file.close();
  }

  private void addKey(String constant, ResourceModel resource) {
    String payload = file.name(TypeNames.of(resource.types().payload()));
    String cursor = file.name(TypeNames.of(resource.types().cursor()));
    String types = "<" + payload + ", " + cursor + ">";
    String key = file.name(RuntimeTypes.RESOURCE_KEY);
    String description =
        resource.description().isBlank()
            ? "Resource '" + resource.name().value() + "'."
            : resource.description();
    String arguments =
        JavaText.literal(resource.name().value())
            + (", " + payload + ".class")
            + (", " + cursor + ".class");
    // Type arguments are given, which costs a compiler half of what inferring them does.
    body.doc(DocText.sentence(description), "@see " + file.name(ClassName.of(resource.type())))
        .line("public static final " + key + types + " " + constant + " =")
        .continued(key + "." + types + "of(" + arguments + ");")
        .line("");
  }

  private void addAll() {
    String list = file.name(ClassName.of(List.class));
    String key = file.name(ANY_KEY);
    body.line("").line("/** All of them. */");
    file.openMethod("public static " + list + "<" + key + "> all", List.of());
    body.line(
            "return "
                + (list + ".<" + key + ">of(")
                + Arguments.of(List.copyOf(constants.keySet()))
                + ");")
        .close();
  }

  private void addByName() {
    String exception = file.name(RuntimeTypes.UNKNOWN_RESOURCE);
    List<String> known =
        constants.values().stream().map(resource -> resource.name().value()).toList();
    String unknown =
        ("throw new " + exception + "(\n    name, ")
            + (JavaText.literal(source.name().value()) + ", ")
            + (file.name(ClassName.of(List.class)) + ".of(")
            + Arguments.ofTexts(known).replace("\n", "\n    ")
            + "));";
    body.line("")
        .doc(
            "The resource of a name that is known only at run time.",
            "@throws " + exception + " when there is none");
    file.openMethod(
        "public static " + file.name(ANY_KEY) + " byName",
        List.of(file.name(ClassName.of(String.class)) + " name"));
    if (known.isEmpty()) {
      body.line(unknown);
    } else {
      addChoice(unknown);
    }
    body.close();
  }

  private void addChoice(String unknown) {
    body.line("return switch (name) {");
    constants.forEach(
        (constant, resource) ->
            body.line(
                "  case " + JavaText.literal(resource.name().value()) + " -> " + constant + ";"));
    body.line("  default ->\n      " + unknown.replace("\n", "\n      ")).line("};");
  }
}
