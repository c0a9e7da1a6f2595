package dev.durableingest.processor.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.processor.WorkflowHelp;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The processor does not load the runtime, so it has the names of its options twice. */
class OptionNamesAreFreeTest {
  private static final Pattern OPTION = Pattern.compile("(?m)^ +--([a-z-]+)");

  @Test
  void everyOptionThatAWorkflowHasIsKnown() throws Exception {
    Set<String> shown = new TreeSet<>();
    OPTION.matcher(WorkflowHelp.ofQuakes()).results().forEach(one -> shown.add(one.group(1)));
    shown.removeAll(Set.of("feed-url", "token"));

    assertThat(shown).contains("olap", "batch-linger");
    assertThat(OptionNamesAreFree.WORKFLOW_OPTIONS).containsAll(shown);
  }
}
