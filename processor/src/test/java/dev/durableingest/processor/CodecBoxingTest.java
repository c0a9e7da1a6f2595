package dev.durableingest.processor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.durableingest.runtime.wiring.RecordWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Goal: a primitive is never boxed on its way from a record to a sink. Method: a box is made by
 * {@code valueOf}, also where a compiler makes it; the class files of the codecs, of the interface
 * that they call and of nothing else on that way must not name it.
 */
class CodecBoxingTest {

  @Test
  void noCodecMakesABoxThoughItHasColumnsOfEveryPrimitive() throws IOException {
    Compilation compilation = Connector.good("everything").compile();
    assertThat(compilation.errors()).isEmpty();
    Map<String, byte[]> codecs = new TreeMap<>(new CompiledClasses(compilation).bytes());
    codecs.keySet().removeIf(name -> !name.contains("EverythingCodecs$"));
    assertThat(codecs).hasSize(3);
    try (InputStream writer = RecordWriter.class.getResourceAsStream("RecordWriter.class")) {
      codecs.put("RecordWriter", writer.readAllBytes());
    }
    codecs.forEach(
        (name, bytes) ->
            assertThat(new String(bytes, ISO_8859_1)).as(name).doesNotContain("valueOf"));
    assertThat(new String(codecs.get("RecordWriter"), ISO_8859_1)).contains("longValue");
  }
}
