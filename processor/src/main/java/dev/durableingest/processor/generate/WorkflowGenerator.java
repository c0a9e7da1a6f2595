package dev.durableingest.processor.generate;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.OptionModel;
import dev.durableingest.processor.model.SourceModel;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes {@code XyzWorkflow}: the entrypoint of a pipeline. */
final class WorkflowGenerator {
  private final SourceModel source;
  private final ClassNames names;

  WorkflowGenerator(SourceModel source, ClassNames names) {
    this.source = source;
    this.names = names;
  }

  TypeSpec.Builder generate(ClassParts parts) {
    TypeSpec.Builder type = start(parts);
    source.config().ifPresent(config -> type.addField(binding(config)));
    return type.addField(workflow())
        .addMethod(ClassParts.privateConstructor())
        .addMethod(main(CodeBlock.of("WORKFLOW.runAndExit(args);\n")))
        .addMethod(run(CodeBlock.of("return WORKFLOW.run(args);\n")));
  }

  TypeSpec.Builder generateOutline(ClassParts parts) {
    CodeBlock failure =
        CodeBlock.of(
            "throw new $T($S);\n",
            IllegalStateException.class,
            source.simpleName() + " did not compile");
    return start(parts)
        .addMethod(ClassParts.privateConstructor())
        .addMethod(main(failure))
        .addMethod(run(failure));
  }

  private TypeSpec.Builder start(ClassParts parts) {
    return parts
        .finalClass(names.workflow())
        .addModifiers(Modifier.PUBLIC)
        .addJavadoc("The long-running entrypoint of {@link $T}.", names.pipeline());
  }

  private static MethodSpec main(CodeBlock body) {
    return MethodSpec.methodBuilder("main")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addJavadoc("Runs the command, then exits with its exit code; {@code --help} says more.")
        .addParameter(String[].class, "args")
        .varargs()
        .addCode(body)
        .build();
  }

  private static MethodSpec run(CodeBlock body) {
    return MethodSpec.methodBuilder("run")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addJavadoc("Runs the command and returns its exit code.")
        .addParameter(String[].class, "args")
        .varargs()
        .returns(int.class)
        .addCode(body)
        .build();
  }

  private FieldSpec workflow() {
    TypeName configType = source.config().map(PipelineGenerator::typeOf).orElse(ClassName.OBJECT);
    CodeBlock binding =
        source.config().isPresent()
            ? CodeBlock.of("CONFIG")
            : CodeBlock.of("$T.none()", RuntimeTypes.CONFIG_BINDING);
    CodeBlock create =
        source.config().isPresent()
            ? CodeBlock.of("$T::create", names.pipeline())
            : CodeBlock.of("none -> $T.create()", names.pipeline());
    return FieldSpec.builder(
            ParameterizedTypeName.get(RuntimeTypes.WORKFLOW, configType),
            "WORKFLOW",
            Modifier.PRIVATE,
            Modifier.STATIC,
            Modifier.FINAL)
        .initializer(
            "\n$>$>new $T<>($L)$<$<",
            RuntimeTypes.WORKFLOW,
            CodeLists.of(
                List.of(
                    CodeBlock.of("$T.class", names.workflow()),
                    CodeBlock.of("$S", source.name().value()),
                    binding,
                    create)))
        .build();
  }

  private static FieldSpec binding(ConfigModel config) {
    TypeName type = PipelineGenerator.typeOf(config);
    List<CodeBlock> options = config.options().stream().map(WorkflowGenerator::option).toList();
    List<CodeBlock> values = config.options().stream().map(OptionValueCode::of).toList();
    CodeBlock arguments = values.isEmpty() ? CodeBlock.of("") : CodeLists.lines(values);
    CodeBlock listed = options.isEmpty() ? CodeBlock.of("") : CodeLists.lines(options);
    return FieldSpec.builder(
            ParameterizedTypeName.get(RuntimeTypes.CONFIG_BINDING, type),
            "CONFIG",
            Modifier.PRIVATE,
            Modifier.STATIC,
            Modifier.FINAL)
        .initializer(
            "\n$>$>new $T<>(\n$>$>$T.of($L),\nvalues ->\n$>$>new $T($L))$<$<$<$<$<$<",
            RuntimeTypes.CONFIG_BINDING,
            List.class,
            listed,
            type,
            arguments)
        .build();
  }

  private static CodeBlock option(OptionModel option) {
    Located<String> defaultValue = option.defaultValue();
    return CodeBlock.of(
        "new $T(\n$>$>$S,\n$S,\n$S,\n$S,\n$L,\n$L,\n$L,\n$S)$<$<",
        RuntimeTypes.CONFIG_OPTION,
        option.component(),
        option.option().value(),
        option.env().value(),
        option.type().word(),
        option.isRequired(),
        option.isSecret(),
        defaultValue == null ? CodeBlock.of("null") : CodeBlock.of("$S", defaultValue.value()),
        option.description());
  }
}
