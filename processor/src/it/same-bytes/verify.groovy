import groovy.io.FileType

def bytes = { String which ->
  def target = new File(basedir, "target/" + which)
  def found = new TreeMap<String, String>()
  ["generated-sources", "classes"].each { folder ->
    new File(target, folder).eachFileRecurse(FileType.FILES) {
      found.put(target.toPath().relativize(it.toPath()).toString(), it.bytes.encodeHex().toString())
    }
  }
  found.put("jar", new File(target, "same-bytes-1.0.jar").bytes.encodeHex().toString())
  return found
}
def first = bytes("first")
assert first.keySet().any { it.endsWith("QuakesPipeline.java") }
assert first.keySet().any { it.endsWith("quakes.json") }
assert bytes("second") == first
