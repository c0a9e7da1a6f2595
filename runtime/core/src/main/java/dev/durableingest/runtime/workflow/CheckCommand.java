package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.pipeline.PipelineCheck;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.Finding.Outcome;
import dev.durableingest.runtime.text.Amounts;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The command {@code check}: one line for each thing that a run would touch. */
final class CheckCommand {
  private final Ingest ingest;
  private final PrintStream out;
  private final Secrets secrets;

  CheckCommand(Ingest ingest, PrintStream out, Secrets secrets) {
    this.ingest = ingest;
    this.out = out;
    this.secrets = secrets;
  }

  /**
   * Looks, and prints.
   *
   * @param optionCount how many options the source has
   * @return the exit code: failed where a run would not work
   */
  int run(int optionCount, boolean json) {
    List<Finding> findings = new ArrayList<>();
    String read = Amounts.count(optionCount, "option") + " of '" + ingest.source() + "' read";
    findings.add(Finding.ok("config", read));
    findings.addAll(ingest.profile());
    findings.addAll(PipelineCheck.of(ingest.pipeline(), ingest.options()));
    int width = findings.stream().mapToInt(finding -> finding.what().length()).max().orElse(0);
    for (Finding finding : findings) {
      String outcome = finding.outcome().name().toLowerCase(Locale.ROOT);
      String what = secrets.hide(finding.what());
      String fact = secrets.hide(finding.fact()).replaceAll("\\s*\\R\\s*", " ");
      out.println(
          json
              ? JsonLine.ofType("check")
                  .with("what", what)
                  .with("outcome", outcome)
                  .with("fact", fact)
              : String.format("%-5s  %-" + width + "s  %s", outcome, what, fact));
    }
    boolean fails = findings.stream().anyMatch(finding -> finding.outcome() == Outcome.FAILS);
    return fails ? ExitCode.FAILED : ExitCode.OK;
  }
}
