package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.OptionModel;
import dev.durableingest.processor.model.SourceModel;
import java.util.List;

/** Writes {@code XyzWorkflow}: the entrypoint of a pipeline. */
final class WorkflowGenerator {
  private final SourceModel source;
  private final ClassNames names;
  private final ClassText file;
  private final JavaText body;

  WorkflowGenerator(SourceModel source, ClassNames names, ClassText file) {
    this.source = source;
    this.names = names;
    this.file = file;
    this.body = file.body();
  }

  String generate() {
    start();
    source.config().ifPresent(this::addBinding);
    addWorkflow();
    file.addConstructor();
    addMethods("WORKFLOW.runAndExit(args);", "return WORKFLOW.run(args);");
    return file.close();
  }

  String generateOutline() {
    start();
    file.addConstructor();
    String failure = PipelineGenerator.failure(source, file);
    addMethods(failure, failure);
    return file.close();
  }

  private void start() {
    file.open(
        "The long-running entrypoint of {@link " + file.name(names.pipeline()) + "}.",
        "public final");
  }

  private void addMethods(String main, String run) {
    List<String> arguments = List.of(file.name(ClassName.of(String.class)) + "... args");
    body.line("")
        .line("/** Runs the command, then exits with its exit code; {@code --help} says more. */");
    file.openMethod("public static void main", arguments);
    body.line(main).close().line("").line("/** Runs the command and returns its exit code. */");
    file.openMethod("public static int run", arguments);
    body.line(run).close();
  }

  private void addWorkflow() {
    TypeName config = source.config().map(PipelineGenerator::typeOf).orElse(ClassName.OBJECT);
    String pipeline = file.name(names.pipeline());
    boolean hasConfig = source.config().isPresent();
    List<String> arguments =
        List.of(
            file.simpleName() + ".class",
            JavaText.literal(source.name().value()),
            hasConfig ? "CONFIG" : file.name(RuntimeTypes.CONFIG_BINDING) + ".none()",
            hasConfig ? pipeline + "::create" : "none -> " + pipeline + ".create()");
    addConstant(
        TypeName.generic(RuntimeTypes.WORKFLOW, config),
        "WORKFLOW",
        "new " + file.name(RuntimeTypes.WORKFLOW) + "<>(" + Arguments.of(arguments) + ")");
  }

  private void addBinding(ConfigModel config) {
    TypeName type = PipelineGenerator.typeOf(config);
    OptionValueCode values = new OptionValueCode(file.imports());
    String options = Arguments.lines(config.options().stream().map(this::option).toList());
    String arguments = Arguments.lines(config.options().stream().map(values::of).toList());
    String made = "new " + file.name(type) + "(" + arguments + ")";
    List<String> parts =
        List.of(
            file.name(ClassName.of(List.class)) + ".of(" + options + ")",
            "values ->\n    " + made.replace("\n", "\n    "));
    addConstant(
        TypeName.generic(RuntimeTypes.CONFIG_BINDING, type),
        "CONFIG",
        "new " + file.name(RuntimeTypes.CONFIG_BINDING) + "<>(" + Arguments.lines(parts) + ")");
  }

  private void addConstant(TypeName type, String name, String value) {
    body.line("private static final " + file.name(type) + " " + name + " =")
        .line("    " + value.replace("\n", "\n    ") + ";")
        .line("");
  }

  private String option(OptionModel option) {
    Located<String> defaultValue = option.defaultValue();
    List<String> arguments =
        List.of(
            JavaText.literal(option.component()),
            JavaText.literal(option.option().value()),
            JavaText.literal(option.env().value()),
            JavaText.literal(option.type().word()),
            Boolean.toString(option.isRequired()),
            Boolean.toString(option.isSecret()),
            defaultValue == null ? "null" : JavaText.literal(defaultValue.value()),
            JavaText.literal(option.description()));
    return "new " + file.name(RuntimeTypes.CONFIG_OPTION) + "(" + Arguments.lines(arguments) + ")";
  }
}
