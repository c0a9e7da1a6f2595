package dev.durableingest.processor.generate;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.DurationText;
import dev.durableingest.processor.model.ReconnectModel;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SinkModel;
import dev.durableingest.processor.model.SourceModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;

/** Writes {@code XyzPipeline}: a source wired to its resources, and these to their sinks. */
final class PipelineGenerator {
  /** Version of the runtime's wiring that this processor writes for. */
  private static final int WIRING_VERSION = 2;

  // Types are spelled out where a compiler would have to work them out of hundreds of arguments.
  private static final TypeName ANY_BINDING = anyBinding();

  private final SourceModel source;
  private final ClassNames names;
  private final Optional<TypeName> config;

  PipelineGenerator(SourceModel source, ClassNames names) {
    this.source = source;
    this.names = names;
    this.config = source.config().map(PipelineGenerator::typeOf);
  }

  /** The config as generated code names it: as Object where there is a problem with it. */
  static TypeName typeOf(ConfigModel config) {
    return config.mirror().getKind() == TypeKind.DECLARED && config.isVisible()
        ? TypeName.get(config.mirror())
        : ClassName.OBJECT;
  }

  TypeSpec.Builder generate(ClassParts parts) {
    TypeSpec.Builder type = start(parts);
    type.addMethod(create(CodeBlock.of("return $L;\n", createFromConstructor())))
        .addMethod(createWithSource(wiring()));
    source.resources().forEach(resource -> type.addMethod(binding(resource)));
    return type;
  }

  TypeSpec.Builder generateOutline(ClassParts parts) {
    CodeBlock failure =
        CodeBlock.of(
            "throw new $T($S);\n",
            IllegalStateException.class,
            source.simpleName() + " did not compile");
    return start(parts).addMethod(create(failure)).addMethod(createWithSource(failure));
  }

  private TypeSpec.Builder start(ClassParts parts) {
    return parts
        .finalClass(names.pipeline())
        .addModifiers(Modifier.PUBLIC)
        .addJavadoc("Wires {@link $T} to its resources, and these to their sinks.", names.source())
        .addMethod(ClassParts.privateConstructor());
  }

  private MethodSpec create(CodeBlock body) {
    MethodSpec.Builder create =
        method("create").addJavadoc("The pipeline: a definition that can be started.");
    config.ifPresent(type -> create.addParameter(type, "config"));
    return create.addCode(body).build();
  }

  private MethodSpec createWithSource(CodeBlock body) {
    MethodSpec.Builder create =
        method("create")
            .addJavadoc("The same, with a source that the caller makes, one for every run.");
    config.ifPresent(type -> create.addParameter(type, "config"));
    return create
        .addParameter(
            ParameterizedTypeName.get(ClassName.get(Supplier.class), nameableSource()), "source")
        .addCode(body)
        .build();
  }

  /** A nested source, which is a mistake, may be private as well. */
  private ClassName nameableSource() {
    return source.shape().isTopLevel() ? names.source() : ClassName.OBJECT;
  }

  private static MethodSpec.Builder method(String name) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(RuntimeTypes.PIPELINE);
  }

  private CodeBlock createFromConstructor() {
    return config.isPresent()
        ? CodeBlock.of("create(config, () -> new $T(config))", names.source())
        : CodeBlock.of("create($T::new)", names.source());
  }

  private CodeBlock wiring() {
    List<CodeBlock> bindings = new ArrayList<>();
    for (ResourceModel resource : source.resources()) {
      bindings.add(CodeBlock.of("$L($L)", bindingName(resource), argument(resource)));
    }
    return CodeBlock.builder()
        .addStatement(
            "$T.require($L, $T.class)",
            RuntimeTypes.WIRING_VERSION,
            WIRING_VERSION,
            names.pipeline())
        .add("return $T.of(\n$>$>", RuntimeTypes.PIPELINE)
        .add("new $T(\n$>$>", RuntimeTypes.SOURCE_BINDING)
        .add("$S,\nsource,\n$L,\n", source.name().value(), reconnect())
        .add("$T.<$T>of($L)));\n$<$<$<$<", List.class, ANY_BINDING, CodeLists.of(bindings))
        .build();
  }

  private CodeBlock reconnect() {
    ReconnectModel reconnect = source.reconnect();
    return CodeBlock.of(
        "new $T.Reconnect(\n$>$>$L, $L, $L, $L)$<$<",
        RuntimeTypes.SOURCE_BINDING,
        duration(reconnect.initialDelay().value()),
        duration(reconnect.maxDelay().value()),
        reconnect.multiplier().value(),
        reconnect.jitter().value());
  }

  private static CodeBlock duration(String text) {
    Duration duration = DurationText.parse(text).orElseThrow();
    boolean isSeconds = duration.toMillis() % 1000 == 0;
    return isSeconds
        ? CodeBlock.of("$T.ofSeconds($L)", Duration.class, duration.toSeconds())
        : CodeBlock.of("$T.ofMillis($L)", Duration.class, duration.toMillis());
  }

  private static String bindingName(ResourceModel resource) {
    return "bind" + resource.simpleName();
  }

  private static String argument(ResourceModel resource) {
    return resource.constructor().takesConfig() ? "config" : "";
  }

  private MethodSpec binding(ResourceModel resource) {
    RecordModel record = Objects.requireNonNull(resource.types().columns());
    TypeName type =
        ParameterizedTypeName.get(
            RuntimeTypes.RESOURCE_BINDING,
            TypeNames.of(resource.types().payload()),
            ClassName.get(record.type()),
            TypeNames.of(resource.types().cursor()));
    MethodSpec.Builder binding =
        MethodSpec.methodBuilder(bindingName(resource))
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(type);
    if (resource.constructor().takesConfig()) {
      config.ifPresent(one -> binding.addParameter(one, "config"));
    }
    List<CodeBlock> arguments =
        List.of(
            CodeBlock.of("$T.$L", names.resources(), ClassNames.constant(resource)),
            CodeBlock.of("new $T($L)", ClassName.get(resource.type()), argument(resource)),
            target(resource.sinks().get(0)),
            CodeBlock.of("$T.INSTANCE", names.codec(record)),
            PayloadSizeCode.of(resource.types().payload()),
            CodeBlock.of("$T.$L", RuntimeTypes.ON_ERROR, resource.onError()),
            CodeBlock.of("$T.$L", RuntimeTypes.REPLAY, resource.effectiveReplay()));
    return binding.addCode("return new $T($L);\n", type, CodeLists.lines(arguments)).build();
  }

  private static CodeBlock target(SinkModel sink) {
    if (sink instanceof SinkModel.StreamModel stream) {
      return CodeBlock.of(
          "$T.stream($S, $S)",
          RuntimeTypes.SINK_TARGET,
          stream.name().value(),
          stream.key().value());
    }
    SinkModel.TableModel table = (SinkModel.TableModel) sink;
    if (table.version().value().isEmpty() && table.partitionBy().isEmpty()) {
      List<String> texts = new ArrayList<>(List.of(table.name().value()));
      texts.addAll(table.orderByNames());
      return CodeBlock.of("$T.olapTable($L)", RuntimeTypes.SINK_TARGET, CodeLists.of("$S", texts));
    }
    List<CodeBlock> arguments =
        List.of(
            CodeBlock.of("$S", table.name().value()),
            listOf(table.orderByNames()),
            CodeBlock.of("$S", table.version().value()),
            listOf(table.partitionByNames()));
    return CodeBlock.of("$T.olapTable($L)", RuntimeTypes.SINK_TARGET, CodeLists.of(arguments));
  }

  private static TypeName anyBinding() {
    WildcardTypeName any = WildcardTypeName.subtypeOf(Object.class);
    return ParameterizedTypeName.get(RuntimeTypes.RESOURCE_BINDING, any, any, any);
  }

  private static CodeBlock listOf(List<String> columns) {
    return CodeBlock.of("$T.of($L)", List.class, CodeLists.of("$S", columns));
  }
}
