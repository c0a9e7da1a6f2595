import dev.durableingest.processor.DurableIngestProcessor;
import dev.durableingest.processor.WholeModuleProcessor;
import javax.annotation.processing.Processor;

/** The annotation processor. Runs in the compiler, never on a user's run-time class path. */
module dev.durableingest.processor {
  requires static com.google.auto.service;
  requires static jdk.compiler;
  requires java.compiler;
  requires org.jspecify;
  requires tools.jackson.core;

  provides Processor with
      DurableIngestProcessor,
      WholeModuleProcessor;
}
