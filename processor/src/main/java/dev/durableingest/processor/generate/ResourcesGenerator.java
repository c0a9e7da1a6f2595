package dev.durableingest.processor.generate;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Modifier;

/** Writes {@code XyzResources}: a typed constant for every resource of a source. */
final class ResourcesGenerator {
  private static final WildcardTypeName ANY = WildcardTypeName.subtypeOf(Object.class);
  private static final TypeName ANY_KEY =
      ParameterizedTypeName.get(RuntimeTypes.RESOURCE_KEY, ANY, ANY);

  private final SourceModel source;
  private final ClassNames names;
  private final Map<String, ResourceModel> constants = new LinkedHashMap<>();

  ResourcesGenerator(SourceModel source, ClassNames names) {
    this.source = source;
    this.names = names;
    for (ResourceModel resource : source.resources()) {
      String constant = ClassNames.constant(resource);
      if (SourceVersion.isName(constant)) {
        constants.putIfAbsent(constant, resource);
      }
    }
  }

  TypeSpec.Builder generate(ClassParts parts) {
    TypeSpec.Builder type =
        parts
            .finalClass(names.resources())
            .addModifiers(Modifier.PUBLIC)
            .addJavadoc(
                "The resources of {@link $T}, in the order in which it lists them.",
                names.source());
    constants.forEach((constant, resource) -> type.addField(key(constant, resource)));
    return type.addMethod(ClassParts.privateConstructor()).addMethod(all()).addMethod(byName());
  }

  private static FieldSpec key(String constant, ResourceModel resource) {
    TypeName payload = TypeNames.of(resource.types().payload());
    TypeName cursor = TypeNames.of(resource.types().cursor());
    FieldSpec.Builder field =
        FieldSpec.builder(
            ParameterizedTypeName.get(RuntimeTypes.RESOURCE_KEY, payload, cursor),
            constant,
            Modifier.PUBLIC,
            Modifier.STATIC,
            Modifier.FINAL);
    String description =
        resource.description().isBlank()
            ? "Resource '" + resource.name().value() + "'."
            : resource.description();
    // Type arguments are given, which costs a compiler half of what inferring them does.
    return field
        .addJavadoc("$L\n\n", DocText.sentence(description))
        .addJavadoc("@see $T", ClassName.get(resource.type()))
        .initializer(
            "\n    $T.<$T, $T>of($S, $T.class, $T.class)",
            RuntimeTypes.RESOURCE_KEY,
            payload,
            cursor,
            resource.name().value(),
            payload,
            cursor)
        .build();
  }

  private MethodSpec all() {
    return MethodSpec.methodBuilder("all")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addJavadoc("All of them.")
        .returns(ParameterizedTypeName.get(ClassName.get(List.class), ANY_KEY))
        .addStatement(
            "return $T.<$T>of($L)", List.class, ANY_KEY, CodeLists.of("$L", constants.keySet()))
        .build();
  }

  private MethodSpec byName() {
    List<String> known =
        constants.values().stream().map(resource -> resource.name().value()).toList();
    CodeBlock unknown =
        CodeBlock.builder()
            .add("throw new $T(\n", RuntimeTypes.UNKNOWN_RESOURCE)
            .indent()
            .indent()
            .add(
                "name, $S, $T.of($L));\n",
                source.name().value(),
                List.class,
                CodeLists.of("$S", known))
            .unindent()
            .unindent()
            .build();
    return MethodSpec.methodBuilder("byName")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addJavadoc("The resource of a name that is known only at run time.\n\n")
        .addJavadoc("@throws $T when there is none", RuntimeTypes.UNKNOWN_RESOURCE)
        .addParameter(String.class, "name")
        .returns(ANY_KEY)
        .addCode(known.isEmpty() ? unknown : choice(unknown))
        .build();
  }

  private CodeBlock choice(CodeBlock unknown) {
    CodeBlock.Builder body = CodeBlock.builder().add("return switch (name) {\n").indent();
    constants.forEach(
        (constant, resource) -> body.add("case $S -> $L;\n", resource.name().value(), constant));
    return body.add("default ->\n")
        .indent()
        .indent()
        .add(unknown)
        .unindent()
        .unindent()
        .unindent()
        .add("};\n")
        .build();
  }
}
