import java.lang.module.ModuleFinder

def classes = basedir.toPath().resolve("target/classes")
def module = ModuleFinder.of(classes).find("com.acme.winds").orElseThrow().descriptor()
assert module.packages() == ["com.acme.winds", "com.acme.winds.resources"] as Set
assert classes.resolve("com/acme/winds/WindsWorkflow.class").toFile().exists()
