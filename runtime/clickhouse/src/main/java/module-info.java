/** Tables in ClickHouse, through its HTTP interface. Found by the scheme clickhouse. */
module dev.durableingest.clickhouse {
  requires dev.durableingest.runtime;
  requires java.net.http;
  requires org.lz4.java;

  provides dev.durableingest.runtime.sink.SinkProvider with
      dev.durableingest.clickhouse.ClickHouseSinkProvider;
}
