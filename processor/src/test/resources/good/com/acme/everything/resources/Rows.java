package com.acme.everything.resources;

import com.acme.everything.Payload;
import com.acme.everything.Row;
import dev.durableingest.annotations.OlapTable;
import dev.durableingest.annotations.Resource;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;

@Resource(name = "rows", description = "Everything that a column can hold: <all> of it @ once & more, in a description that is long enough to need a second line of Javadoc.")
@OlapTable(name = "rows", orderBy = {"id", "day"}, version = "total", partitionBy = "day")
public final class Rows implements ResourceProcessor<Payload, Row, String> {
  @Override
  public ProcessResult<Row, String> process(Payload payload) {
    return ProcessResult.none();
  }
}
