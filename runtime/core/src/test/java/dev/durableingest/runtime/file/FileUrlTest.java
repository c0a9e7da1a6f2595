package dev.durableingest.runtime.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileUrlTest {
  @ParameterizedTest
  @CsvSource({
    "file:data/streams, data/streams",
    "file:./x, ./x",
    "file:../x%20y, ../x y",
    "file:/var/data, /var/data",
    "file:///var/data, /var/data",
    "file:/var/a%20b, /var/a b"
  })
  void aUrlNamesAFolder(URI url, Path folder) throws SinkException {
    assertThat(FileUrl.parse(url)).isEqualTo(new FileUrl(folder, false));
  }

  @Test
  void locksMayBeDeclaredTrusted() throws SinkException {
    assertThat(FileUrl.parse(URI.create("file:d?locks=trusted")))
        .isEqualTo(new FileUrl(Path.of("d"), true));
    assertThat(FileUrl.parse(URI.create("file:/d?locks=trusted")))
        .isEqualTo(new FileUrl(Path.of("/d"), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file://data/streams", "file:?locks=trusted", "file:d?lock=trusted"})
  void whatNamesNoFolderIsRefusedInOneLine(String url) {
    assertThatThrownBy(() -> FileUrl.parse(URI.create(url)))
        .isInstanceOfSatisfying(
            SinkException.class, e -> assertThat(e.verdict()).isEqualTo(Verdict.STOP))
        .hasMessageStartingWith(url)
        .hasMessageNotContaining("\n");
  }
}
