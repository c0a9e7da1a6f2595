package dev.durableingest.clickhouse;

/** The formats in which rows are sent. */
enum RowFormat {
  /** Bytes as ClickHouse has them: for tables whose types we chose. */
  ROW_BINARY("RowBinary"),
  /** One JSON object a row: for tables whose types somebody else chose. */
  JSON_EACH_ROW("JSONEachRow");

  private final String clickHouseName;

  RowFormat(String clickHouseName) {
    this.clickHouseName = clickHouseName;
  }

  /** Its name in SQL. */
  String clickHouseName() {
    return clickHouseName;
  }
}
