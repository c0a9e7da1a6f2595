import java.nio.file.Files

def pipeline =
    basedir.toPath().resolve("target/generated-sources/annotations/com/acme/tides/TidesPipeline.java")
assert Files.readString(pipeline).contains("new TidesSource(config)")
