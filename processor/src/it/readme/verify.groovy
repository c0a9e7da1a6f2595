// What a user of the README finds after the first build.
import java.nio.file.Files

def target = basedir.toPath().resolve("target")
["QuakesResources", "QuakesPipeline", "QuakesWorkflow"].each {
  assert Files.exists(target.resolve("generated-sources/annotations/com/acme/quakes/${it}.java"))
  assert Files.exists(target.resolve("classes/com/acme/quakes/${it}.class"))
}
assert Files.exists(target.resolve("classes/META-INF/durable-ingest/registry/quakes.json"))
