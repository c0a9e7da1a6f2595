package com.acme.tides;

import lombok.Builder;
import lombok.Value;

@Value
@Builder
public class Gauge {
  String harbour;
  int centimetres;
}
