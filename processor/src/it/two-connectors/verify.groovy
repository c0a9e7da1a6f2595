import groovy.json.JsonSlurper

def registry = new File(basedir, "target/classes/META-INF/durable-ingest/registry")
assert registry.list().sort() == ["lakes.json", "rivers.json"]
def lock = new JsonSlurper().parse(new File(basedir, "durable-ingest.lock.json"))
assert lock.sources.keySet() == ["lakes", "rivers"] as Set
