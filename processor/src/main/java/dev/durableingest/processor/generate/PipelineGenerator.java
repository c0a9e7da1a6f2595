package dev.durableingest.processor.generate;

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
import javax.lang.model.type.TypeKind;

/** Writes {@code XyzPipeline}: a source wired to its resources, and these to their sinks. */
final class PipelineGenerator {
  /** Version of the runtime's wiring that this processor writes for. */
  private static final int WIRING_VERSION = 2;

  // Types are spelled out where a compiler would have to work them out of hundreds of arguments.
  private static final TypeName ANY_BINDING =
      TypeName.generic(RuntimeTypes.RESOURCE_BINDING, TypeName.ANY, TypeName.ANY, TypeName.ANY);

  private final SourceModel source;
  private final ClassNames names;
  private final ClassText file;
  private final JavaText body;
  private final Optional<TypeName> config;

  PipelineGenerator(SourceModel source, ClassNames names, ClassText file) {
    this.source = source;
    this.names = names;
    this.file = file;
    this.body = file.body();
    this.config = source.config().map(PipelineGenerator::typeOf);
  }

  /** The config as generated code names it: as Object where there is a problem with it. */
  static TypeName typeOf(ConfigModel config) {
    return config.mirror().getKind() == TypeKind.DECLARED && config.isVisible()
        ? TypeName.of(config.mirror())
        : ClassName.OBJECT;
  }

  /** What the methods of a source with problems do. */
  static String failure(SourceModel source, ClassText file) {
    return "throw new "
        + file.name(ClassName.of(IllegalStateException.class))
        + ("(" + JavaText.literal(source.simpleName() + " did not compile") + ");");
  }

  String generate() {
    start();
    addCreate(List.of("return " + createFromConstructor() + ";"));
    addCreateWithSource(wiring());
    source.resources().forEach(this::addBinding);
    return file.close();
  }

  String generateOutline() {
    start();
    List<String> failure = List.of(failure(source, file));
    addCreate(failure);
    addCreateWithSource(failure);
    return file.close();
  }

  private void start() {
    file.open(
        "Wires {@link "
            + file.name(names.source())
            + "} to its resources, and these to their sinks.",
        "public final");
    file.addConstructor();
  }

  private void addCreate(List<String> statements) {
    addMethod("The pipeline: a definition that can be started.", configParameter(), statements);
  }

  private void addCreateWithSource(List<String> statements) {
    List<String> parameters = new ArrayList<>(configParameter());
    TypeName supplier = TypeName.generic(ClassName.of(Supplier.class), nameableSource());
    parameters.add(file.name(supplier) + " source");
    addMethod(
        "The same, with a source that the caller makes, one for every run.",
        parameters,
        statements);
  }

  private List<String> configParameter() {
    return config.map(type -> List.of(file.name(type) + " config")).orElse(List.of());
  }

  private void addMethod(String doc, List<String> parameters, List<String> statements) {
    body.line("").line("/** " + doc + " */");
    file.openMethod("public static " + file.name(RuntimeTypes.PIPELINE) + " create", parameters);
    statements.forEach(body::line);
    body.close();
  }

  /** A nested source, which is a mistake, may be private as well. */
  private ClassName nameableSource() {
    return source.shape().isTopLevel() ? names.source() : ClassName.OBJECT;
  }

  private String createFromConstructor() {
    String type = file.name(names.source());
    return config.isPresent()
        ? "create(config, () -> new " + type + "(config))"
        : "create(" + type + "::new)";
  }

  private List<String> wiring() {
    List<String> bindings =
        source.resources().stream()
            .map(resource -> bindingName(resource) + "(" + argument(resource) + ")")
            .toList();
    String bound =
        file.name(ClassName.of(List.class))
            + (".<" + file.name(ANY_BINDING) + ">of(" + Arguments.of(bindings) + ")");
    String wired =
        call(
            "new " + file.name(RuntimeTypes.SOURCE_BINDING),
            List.of(JavaText.literal(source.name().value()), "source", reconnect(), bound));
    return List.of(
        file.name(RuntimeTypes.WIRING_VERSION)
            + (".require(" + WIRING_VERSION + ", " + file.simpleName() + ".class);"),
        "return " + call(file.name(RuntimeTypes.PIPELINE) + ".of", List.of(wired)) + ";");
  }

  private static String call(String method, List<String> arguments) {
    return method + "(" + Arguments.lines(arguments) + ")";
  }

  private String reconnect() {
    ReconnectModel reconnect = source.reconnect();
    String arguments =
        String.join(
            ", ",
            duration(reconnect.initialDelay().value()),
            duration(reconnect.maxDelay().value()),
            reconnect.multiplier().value().toString(),
            reconnect.jitter().value().toString());
    return call("new " + file.name(RuntimeTypes.SOURCE_BINDING) + ".Reconnect", List.of(arguments));
  }

  private String duration(String text) {
    Duration duration = DurationText.parse(text).orElseThrow();
    boolean isSeconds = duration.toMillis() % 1000 == 0;
    return file.name(ClassName.of(Duration.class))
        + (isSeconds
            ? ".ofSeconds(" + duration.toSeconds() + ")"
            : ".ofMillis(" + duration.toMillis() + ")");
  }

  private static String bindingName(ResourceModel resource) {
    return "bind" + resource.simpleName();
  }

  private static String argument(ResourceModel resource) {
    return resource.constructor().takesConfig() ? "config" : "";
  }

  private void addBinding(ResourceModel resource) {
    RecordModel record = Objects.requireNonNull(resource.types().columns());
    String type =
        file.name(
            TypeName.generic(
                RuntimeTypes.RESOURCE_BINDING,
                TypeNames.of(resource.types().payload()),
                ClassName.of(record.type()),
                TypeNames.of(resource.types().cursor())));
    List<String> arguments =
        List.of(
            file.name(names.resources()) + "." + ClassNames.constant(resource),
            "new " + file.name(ClassName.of(resource.type())) + "(" + argument(resource) + ")",
            target(resource.sinks().get(0)),
            file.name(names.codec(record)) + ".INSTANCE",
            PayloadSizeCode.of(resource.types().payload(), file.name(RuntimeTypes.PAYLOAD_SIZE)),
            file.name(RuntimeTypes.ON_ERROR) + "." + resource.onError(),
            file.name(RuntimeTypes.REPLAY) + "." + resource.effectiveReplay());
    body.line("");
    file.openMethod(
        "private static " + type + " " + bindingName(resource),
        resource.constructor().takesConfig() ? configParameter() : List.of());
    body.line("return " + call("new " + type, arguments) + ";").close();
  }

  private String target(SinkModel sink) {
    String target = file.name(RuntimeTypes.SINK_TARGET);
    if (sink instanceof SinkModel.StreamModel stream) {
      return target
          + (".stream(" + JavaText.literal(stream.name().value()))
          + (", " + JavaText.literal(stream.key().value()) + ")");
    }
    SinkModel.TableModel table = (SinkModel.TableModel) sink;
    if (table.version().value().isEmpty() && table.partitionBy().isEmpty()) {
      List<String> texts = new ArrayList<>(List.of(table.name().value()));
      texts.addAll(table.orderByNames());
      return target + ".olapTable(" + Arguments.ofTexts(texts) + ")";
    }
    List<String> arguments =
        List.of(
            JavaText.literal(table.name().value()),
            listOf(table.orderByNames()),
            JavaText.literal(table.version().value()),
            listOf(table.partitionByNames()));
    return target + ".olapTable(" + Arguments.of(arguments) + ")";
  }

  private String listOf(List<String> columns) {
    return file.name(ClassName.of(List.class)) + ".of(" + Arguments.ofTexts(columns) + ")";
  }
}
