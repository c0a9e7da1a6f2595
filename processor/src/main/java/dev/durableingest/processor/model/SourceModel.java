package dev.durableingest.processor.model;

import dev.durableingest.processor.diagnose.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;

/**
 * A {@code @Source} class.
 *
 * @param type the class
 * @param packageName its package
 * @param shape how it is declared
 * @param name the name it gives itself
 * @param listed its {@code resources}, in order, without those that do not exist
 * @param listedAt where the list is written
 * @param reconnect its backoff
 * @param constructor how one is made
 * @param config its config, where the constructor takes one
 * @param namedResources the resource names that its code says as literals
 * @param neighbours simple names of the classes that the author wrote in the same package
 * @param stray annotations on components that are not read there
 * @param missing the types it depends on that do not exist, by the names that are written, which
 *     are empty where they are not known; the compiler says so itself
 */
public record SourceModel(
    TypeElement type,
    String packageName,
    SourceShape shape,
    Located<String> name,
    List<ListedResource> listed,
    Position listedAt,
    ReconnectModel reconnect,
    ConstructorModel constructor,
    Optional<ConfigModel> config,
    List<Located<String>> namedResources,
    Set<String> neighbours,
    List<StrayAnnotation> stray,
    List<Located<String>> missing) {

  private static final String SUFFIX = "Source";

  /** Whether every type it depends on exists. */
  public boolean isComplete() {
    return missing.isEmpty();
  }

  /** The resources, each once, in the order of the list. */
  public List<ResourceModel> resources() {
    Map<TypeElement, ResourceModel> resources = new LinkedHashMap<>();
    for (ListedResource one : listed) {
      if (one.resource() != null) {
        resources.putIfAbsent(one.resource().type(), one.resource());
      }
    }
    return List.copyOf(resources.values());
  }

  /** Every record that its resources write, nested ones first, each once. */
  public List<RecordModel> records() {
    Map<String, RecordModel> records = new LinkedHashMap<>();
    for (ResourceModel resource : resources()) {
      if (resource.types().columns() != null) {
        resource.types().columns().addTo(records);
      }
    }
    return List.copyOf(records.values());
  }

  /** Every name that becomes one in a sink, a checkpoint or a file, in the order of the code. */
  public List<Located<String>> names() {
    List<Located<String>> names = new ArrayList<>();
    names.add(name);
    for (ResourceModel resource : resources()) {
      names.add(resource.name());
      resource.sinks().forEach(sink -> names.add(sink.name()));
    }
    for (RecordModel record : records()) {
      record.columns().forEach(column -> names.add(column.name()));
    }
    return List.copyOf(names);
  }

  /** The class name without {@code Source}: what the generated classes are named after. */
  public String prefix() {
    String simpleName = simpleName();
    return isNamedSource()
        ? simpleName.substring(0, simpleName.length() - SUFFIX.length())
        : simpleName;
  }

  /** Whether the class is named {@code XyzSource}. */
  public boolean isNamedSource() {
    return simpleName().endsWith(SUFFIX) && simpleName().length() > SUFFIX.length();
  }

  /** Name of the class without its package. */
  public String simpleName() {
    return type.getSimpleName().toString();
  }

  /** The package in which its resources have to be. */
  public String resourcesPackage() {
    return packageName.isEmpty() ? "resources" : packageName + ".resources";
  }
}
