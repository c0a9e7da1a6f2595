import dev.durableingest.annotations.Source;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import resources.Shakes;

@Source(name = "shakes", resources = Shakes.class)
public final class ShakesSource implements SourceAdapter { // DI127
  @Override public void run(SourceContext context) {}
}
