package com.acme.quakes;

import dev.durableingest.annotations.OlapTable;

@OlapTable(name = "forgotten", orderBy = "id") // DI115
public final class Forgotten {}
