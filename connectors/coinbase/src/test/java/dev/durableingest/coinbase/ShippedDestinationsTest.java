package dev.durableingest.coinbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.sink.SinkProvider.Role;
import dev.durableingest.runtime.sink.SinkUrls;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the connector brings along, so that a URL is all that changes. */
final class ShippedDestinationsTest {
  @ParameterizedTest
  @CsvSource({"STREAM, file:data/streams", "STREAM, kafka://broker:9092", "OLAP, duckdb:a.duckdb"})
  void opensWhatItsDocumentationNames(Role role, URI url) throws Exception {
    assertThat(SinkUrls.provider(url, role).scheme()).isEqualTo(url.getScheme());
  }
}
