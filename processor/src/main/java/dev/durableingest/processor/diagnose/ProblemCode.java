package dev.durableingest.processor.diagnose;

import java.util.Locale;
import javax.tools.Diagnostic;

/**
 * Every message that the processor can print. A code is permanent: it is never given to another
 * mistake. One constant, one place that reports it, one file under {@code bad/} that shows it.
 *
 * <p>1xx: sources, resources and their names. 2xx: sinks and columns. 3xx: the types of a resource.
 * 4xx: config. 5xx: values. 6xx: the schema lock. 9xx: the processor itself.
 */
public enum ProblemCode {
  DI101(
      "Resource %s is nested in %s. A resource is a top-level class: move it to a file %s.java of"
          + " its own in package %s."),
  DI102(
      "Resource %s is not public. A resource is the one public class of its file: declare it"
          + " public in %s.java."),
  DI103(
      "Resource %s is in package %s, but %s looks for its resources in package %s. Move the class"
          + " there."),
  DI104("%s is listed as a resource, but carries no @Resource. Annotate the class or unlist it."),
  DI105(
      "Resource %s is listed by no source, so nothing would ever call it. Add %s.class to the"
          + " resources of %s, or delete the class."),
  DI106("%s is listed twice in the resources of %s. Remove one of the two."),
  DI107(
      "Resource name '%s' is used twice in source '%s'; %s has it already. The name identifies"
          + " checkpoints: give this resource another one."),
  DI108(
      "Source name '%s' is used twice in this module; %s has it already. The name identifies the"
          + " pipeline and its registry: give this source another one."),
  DI109(
      "%s shares package %s with %s. A package has one source, because the resources of a package"
          + " belong to one source: move one of them to a package of its own."),
  DI110("Name '%s' is not in lower_snake_case.%s"),
  DI111(
      "Name '%s' starts with a digit, and the generated constant %s would too. Start it with a"
          + " letter."),
  DI112("Source '%s' has no resource '%s'. It has: %s.%s"),
  DI113(
      "Resource %s cannot be made: %s. It needs a public constructor without arguments%s, and must"
          + " not be abstract or generic."),
  DI114(
      "%s is the name of a class that is generated for %s, but the package has one already. Rename"
          + " it."),
  DI115(
      "@%s stands on %s, which carries no @Resource, so nothing would ever be written to it. Add"
          + " @Resource, or remove it."),
  DI116(
      "@%s stands on %s, which is no component of a record, so nobody would ever read it. Move it"
          + " to a component, or remove it."),
  DI117(
      "Name '%s' has %s characters, and topics, tables and files do not all take more than %s."
          + " Shorten it."),
  DI118(
      "@%s stands on component %s of %s, which is %s, so nobody would ever read it. Move it to the"
          + " record that it describes, or remove it."),
  DI119(
      "@%s stands on component %s of %s, which %s does not take, so there would be no such option."
          + " Take the record in the constructor of the source, or remove the annotation."),
  DI121("Source %s is %s. Declare it as a public top-level class."),
  DI122("Source %s is abstract, so no pipeline could make one. Put @Source on the concrete class."),
  DI123(
      "Source %s is not named after what it reads: the name must be Xyz and then Source, so that"
          + " XyzResources, XyzPipeline and XyzWorkflow can be named after it."),
  DI124(
      "Source %s has no usable constructor: %s. It needs a public one without arguments or with"
          + " its config record."),
  DI125("Source %s does not implement SourceAdapter, so it has no run method to call. Add it."),
  DI126("Source %s lists no resources, so it could emit nothing. List at least one."),
  DI127(
      "Source %s is in the unnamed package, whose classes its resources could not import. Give it a"
          + " package."),
  DI128(
      "%s is generated from source %s, so it does not exist yet when what the source is made of is"
          + " read. Use a type of your own."),
  DI201(
      "Resource %s has no sink, so its records would go nowhere. Add @OlapTable or @Stream to the"
          + " class."),
  DI202(
      "Resource %s has two sinks, @OlapTable and @Stream, and a resource writes to one. Remove one,"
          + " or make a second resource for it."),
  DI203(
      "Resource %s writes %s to %s '%s', but %s writes %s to it. Resources that share a sink must"
          + " write one record type."),
  DI204(
      "Resource %s declares %s '%s' with %s, but %s declares it with %s. Resources that share a"
          + " sink must declare it alike."),
  DI205(
      "Components %s and %s of %s both make the column '%s'. Rename one, or give it a name with"
          + " @Column."),
  DI206("%s has no column '%s', which %s names. It has: %s.%s"),
  DI207(
      "Column '%s' of %s is nullable, and rows cannot be sorted by what may be absent. Remove it"
          + " from orderBy, or make the component non-null."),
  DI208(
      "Column '%s' of %s is %s, which rows cannot be sorted by reliably. Remove it from orderBy, or"
          + " use %s."),
  DI209("Component %s of %s has the type %s, which no sink can hold. %s"),
  DI210(
      "Component %s of %s is a BigDecimal without @Decimal, so its column would have no width. Add"
          + " for example @Decimal(precision = 38, scale = 18)."),
  DI211(
      "@Decimal(precision = %s, scale = %s) cannot be: precision is 1 to 38, and scale is 0 to"
          + " precision."),
  DI212("@Json stands on component %s, which is no String. Remove it, or hold the JSON as text."),
  DI213("Record %s has no components, so there would be nothing to write. Add one."),
  DI214(
      "@Decimal stands on component %s, which holds no BigDecimal. Remove it, or change the type."),
  DI215("Table '%s' is ordered by nothing. Name at least one column in orderBy."),
  DI216(
      "Column '%s' of %s is %s, which is no message key: equal keys must look alike. Use text, a"
          + " whole number, a decimal, a date, a time, an enum or a UUID."),
  DI217(
      "Column '%s' of %s is nullable, and messages without a key go anywhere, so their order is not"
          + " kept. Make the component non-null to have all of them in order."),
  DI218(
      "Column '%s' of %s is %s, which does not tell which of two rows is newer. Use a whole number,"
          + " Instant or LocalDate that is always there."),
  DI219(
      "Column '%s' of %s is %s, which rows cannot be partitioned by. Use a column of few different"
          + " values that is always there, such as a LocalDate or a String."),
  DI220("%s names column '%s' twice. Remove one of the two."),
  DI221(
      "Column '%s' is the version and in orderBy too, so two rows that differ in it never replace"
          + " each other. Remove it from orderBy."),
  DI222("Component %s of %s says @Nullable, but %s. %s"),
  DI301(
      "Resource %s does not implement ResourceProcessor<P, R, C>, so it has no process method to"
          + " call. Add it."),
  DI302(
      "The %s of resource %s cannot be determined: %s. Implement ResourceProcessor<P, R, C> with"
          + " three concrete types."),
  DI303(
      "The %s of resource %s is %s, and a generic type cannot be told apart when it is read back."
          + " Wrap it in a record."),
  DI304(
      "%s is not visible from package %s, where it is needed by the generated code. Make"
          + " it public."),
  DI305("Resource %s writes %s, which is no record. Its components become columns: use a record."),
  DI306(
      "The payload of resource %s is %s, which could not be kept as a dead letter and"
          + " read back: %s."
          + " Use a record, a sealed interface with a discriminator, String or byte[]."),
  DI307(
      "Resource %s says replay = FROM_CHECKPOINT, but its cursor is Void, so there is nothing to"
          + " replay from. Remove it, or give the resource a cursor."),
  DI308(
      "Resource '%s' has no cursor, so its replay is NONE: what it misses while the pipeline is"
          + " down is gone. Say replay = Replay.NONE to have this said in the code."),
  DI309(
      "The cursor of resource %s is %s, which could not be saved and read back: %s. Use a record,"
          + " String, Long, Integer, Instant, UUID, or Void for none."),
  DI401("The config of source %s is %s, which is no record. Declare it as a record."),
  DI402("Option %s has the type %s, which cannot be read from a command line. Use %s."),
  DI403("Option --%s is declared twice in %s, by %s and by %s. Name one with @ConfigProperty."),
  DI404(
      "Option --%s of %s is one of the workflow's own. Name it otherwise with"
          + " @ConfigProperty(name ="
          + " …), for example '%s'."),
  DI405("Option name '%s' is not in kebab-case.%s"),
  DI406("The default '%s' of option --%s is not %s."),
  DI407(
      "Environment variable %s is read by two options of %s, %s and %s. Name one with"
          + " @ConfigProperty(env = …)."),
  DI408("Option --%s of %s says @Nullable, but %s. %s"),
  DI409("Environment variable '%s' is none that a shell can set.%s"),
  DI410(
      "Environment variable %s is read by the workflow itself, for its option --%s. Name it"
          + " otherwise with @ConfigProperty(env = …), for example '%s'."),
  DI411("The config %s of source %s has type parameters, and an option has one type. Remove them."),
  DI412(
      "Option --%s has the long form --%s, which is %s. Name it otherwise with"
          + " @ConfigProperty(name = …)."),
  DI501("%s '%s' is not a duration above zero. Write 500ms, 30s, 5m or PT30S."),
  DI502("initialDelay '%s' is longer than maxDelay '%s'. Swap or change them."),
  DI503("multiplier %s is no number from 1 up, and waits must not shrink. Use 1 or more."),
  DI504("jitter %s is not a share of the wait. Use a number from 0 to 1."),
  DI601(
      "%s is no schema lock: %s. Take it back from version control, or delete it and write it anew"
          + " with durableingest.lock.mode=write."),
  DI602(
      "%s has format %s, and this release knows formats up to %s. Take the release of the processor"
          + " that wrote it."),
  DI603("%s is '%s', which is no mode of the schema lock. Say check, write or accept."),
  DI604(
      "There is no %s yet, so no change of what is stored is noticed. Write it with"
          + " durableingest.lock.mode=write, and commit it."),
  DI605("The schema lock %s cannot be written: %s. Name a file in a folder that exists."),
  DI606(
      "%s. Nothing that is stored breaks; durableingest.lock.mode=write takes it into the schema"
          + " lock."),
  DI607(
      "%s at %s is accepted into the schema lock. What is stored in the old form is yours to"
          + " convert or to leave behind."),
  DI608("%s is written. Commit it with the sources that it describes."),
  DI611(
      "Source '%s' is called '%s' now, so it would start without its checkpoints. Name it '%s'"
          + " again."
          + WayOut.ACCEPT),
  DI612(
      "Source '%s' is in the schema lock, but its class %s is gone, and what it stored is nobody's."
          + " Bring it back."
          + WayOut.ACCEPT),
  DI613(
      "Resource '%s' of source '%s' is called '%s' now, so it would start without its checkpoints."
          + " Name it '%s' again."
          + WayOut.ACCEPT),
  DI614(
      "Resource '%s' of source '%s' is gone, and its checkpoints and records are nobody's. List it"
          + " again."
          + WayOut.ACCEPT),
  DI615(
      "Resource '%s' wrote to %s and writes to %s now, so its older records stay where they are."
          + " Change it back."
          + WayOut.ACCEPT),
  DI621(
      "Column '%s' of %s is gone, but stored records have it. Put it back, nullable where it has no"
          + " values any more."
          + WayOut.ACCEPT),
  DI622(
      "Column '%s' of %s is gone, and '%s' seems to be its new name. Say @Column(name = \"%s\")."
          + WayOut.ACCEPT),
  DI623(
      "Column '%s' of %s was %s and is %s, which stored records are not. Change it back, or add a"
          + " nullable column beside it."
          + WayOut.ACCEPT),
  DI624(
      "Column '%s' of %s was nullable and is not any more, but stored records may lack it. Make it"
          + " nullable again."
          + WayOut.ACCEPT),
  DI625(
      "Column '%s' of %s was never null and is nullable now, but the table was made to refuse null."
          + " Change it back, or alter the table while nothing runs."
          + WayOut.ACCEPT),
  DI626(
      "Column '%s' of %s is new and not nullable, but stored records lack it. Make it nullable."
          + WayOut.ACCEPT),
  DI627(
      "%s of %s was %s and is %s, but stored records lie in the old way. Change it back."
          + WayOut.ACCEPT),
  DI631(
      "Component '%s' of the cursor of resource '%s' is gone, so a saved checkpoint could not be"
          + " read as it was meant. Put it back."
          + WayOut.ACCEPT),
  DI632(
      "Component '%s' of the cursor of resource '%s' is gone, and '%s' seems to be its new name."
          + " Say @JsonProperty(\"%s\")."
          + WayOut.ACCEPT),
  DI633(
      "Component '%s' of the cursor of resource '%s' was %s and is %s, so a saved checkpoint could"
          + " not be read. Change it back."
          + WayOut.ACCEPT),
  DI634(
      "Component '%s' of the cursor of resource '%s' must not be absent, but it may be in a saved"
          + " checkpoint. Make it @Nullable."
          + WayOut.ACCEPT),
  DI635(
      "The cursor of resource '%s' was %s and is %s, so a saved checkpoint could not be read."
          + " Change it back."
          + WayOut.ACCEPT),
  DI901(
      "The processor failed on %s: %s. This is a mistake of Durable Ingest and not of"
          + " your code: report"
          + " it with the class, and take the processor of another release meanwhile."),
  DI902(
      "Source %s uses %s, which an annotation processor generates in the same compilation, and that"
          + " is too late to be read. Compile it in a module of its own before this one, or write"
          + " it by hand.");

  private final String text;

  ProblemCode(String text) {
    this.text = text;
  }

  /** Whether it keeps the source from compiling. */
  public boolean isError() {
    return kind() == Diagnostic.Kind.ERROR;
  }

  /** How the compiler shows it. */
  public Diagnostic.Kind kind() {
    return switch (this) {
      case DI217, DI308, DI604, DI606, DI607, DI608 -> Diagnostic.Kind.NOTE;
      default -> Diagnostic.Kind.ERROR;
    };
  }

  /** The text without its values, as a page of the manual shows it. */
  public String text() {
    return text;
  }

  String message(Object... arguments) {
    return "[" + name() + "] " + String.format(Locale.ROOT, text, arguments);
  }

  /** What several texts end with. */
  private static final class WayOut {
    static final String ACCEPT = " Or accept the change with durableingest.lock.mode=accept.";
  }
}
