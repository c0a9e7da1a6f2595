package dev.durableingest.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.wiring.ByteSizes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamUrlTest {
  @Test
  void keepsEverythingByDefault() throws SinkException {
    StreamUrl url = StreamUrl.parse(URI.create("file:data/streams?locks=trusted"));
    assertThat(url.place()).isEqualTo(new FileUrl(Path.of("data/streams"), true));
    assertThat(url.retention()).isEqualTo(Retention.KEEP_ALL).hasToString("everything");
  }

  @Test
  void saysHowMuchIsKept() throws SinkException {
    StreamUrl url = StreamUrl.parse(URI.create("file:/d?retain-bytes=1GiB&retain-for=7d"));
    assertThat(url.place()).isEqualTo(new FileUrl(Path.of("/d"), false));
    assertThat(url.retention())
        .isEqualTo(new Retention(1L << 30, Duration.ofDays(7), 128L << 20))
        .hasToString("the newest 1GiB, and of that the last 168h");
  }

  @ParameterizedTest
  @CsvSource({
    "retain-bytes=10G,     is not a size such as 10GiB or 500MB",
    "retain-bytes=0,       is not a size such as 10GiB or 500MB",
    "retain-bytes,         is not a size such as 10GiB or 500MB",
    "retain-for=0s,        is not a duration such as 7d or 12h",
    "retain-for=a week,    is not a duration such as 7d or 12h",
    "retain-byte=1GiB,     Did you mean 'retain-bytes'?",
    "locks=no,             locks=trusted"
  })
  void whatCannotBeIsRefusedInOneLine(String parameter, String message) {
    String url = "file:d?" + parameter.replace(" ", "%20");
    assertThatThrownBy(() -> StreamUrl.parse(URI.create(url)))
        .isInstanceOf(SinkException.class)
        .hasMessageStartingWith(url)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0B",
    "512, 512, 512B",
    "512B, 512, 512B",
    "4KiB, 4096, 4KiB",
    "5kB, 5000, 5000B",
    "1 MiB, 1048576, 1MiB",
    "2GB, 2000000000, 1953125KiB",
    "3TiB, 3298534883328, 3TiB"
  })
  void sizesHaveUnits(String text, long bytes, String shown) {
    assertThat(ByteSizes.parse(text)).hasValue(bytes);
    assertThat(ByteSizes.format(bytes)).isEqualTo(shown);
    assertThat(ByteSizes.parse(shown)).hasValue(bytes);
  }

  @Test
  void whatIsNoSizeIsNone() {
    for (String text : new String[] {"", "-1", "1.5GiB", "10G", "9999999TiB", "1e3"}) {
      assertThat(ByteSizes.parse(text)).as(text).isEqualTo(OptionalLong.empty());
    }
  }
}
