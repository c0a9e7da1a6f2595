package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.SourceModel;
import java.util.List;

/** The whole language of a source and its resources, in the order in which problems are shown. */
public final class SourceRules {
  private static final Rule FIRST = new SourceIsPublicTopLevelClass();

  private static final List<Rule> RULES =
      List.of(
          FIRST,
          new SourceIsInNamedPackage(),
          new SourceIsConcrete(),
          new SourceIsNamedAfterWhatItReads(),
          new SourceHasUsableConstructor(),
          new SourceImplementsAdapter(),
          new SourceListsResources(),
          new GeneratedNamesAreFree(),
          new GeneratedTypesAreNoData(),
          new ReconnectIsPossible(),
          new ConfigIsRecord(),
          new ComponentsCarryWhatIsRead(),
          new OptionTypesAreReadable(),
          new OptionNamesAreFree(),
          new LongOptionNamesAreFree(),
          new EnvironmentVariablesCanBeSet(),
          new DefaultsAreReadable(),
          new ListedClassesAreResources(),
          new NothingIsListedTwice(),
          new ResourceIsTopLevel(),
          new ResourceIsPublic(),
          new ResourceIsInResourcesPackage(),
          new ResourceNamesAreUnique(),
          new NamesAreLowerSnakeCase(),
          new NamesAreShort(),
          new LiteralsNameResources(),
          new ResourceHasUsableConstructor(),
          new ResourceImplementsProcessor(),
          new TypesAreDetermined(),
          new RecordTypeIsRecord(),
          new PayloadSurvivesJson(),
          new CursorSurvivesJson(),
          new ReplayHasCursor(),
          new ResourceHasOneSink(),
          new TableIsOrdered(),
          new SinkColumnsExist(),
          new SinkColumnsAreNamedOnce(),
          new SortColumnsAreSortable(),
          new VersionTellsWhichIsNewer(),
          new PartitionColumnsAreDiscrete(),
          new KeyIsComparable(),
          new SharedSinksAgree(),
          new RecordHasColumns(),
          new ColumnNamesAreUnique(),
          new ColumnTypesFitSinks(),
          new NullableIsPossible(),
          new DecimalsArePossible(),
          new JsonIsText());

  private SourceRules() {}

  /** Everything that is wrong with a source; of what is no class, only that. */
  public static Problems check(SourceModel source) {
    Problems problems = new Problems();
    List<Rule> rules = source.shape().isClass() ? RULES : List.of(FIRST);
    rules.forEach(rule -> rule.check(source, problems));
    return problems;
  }
}
