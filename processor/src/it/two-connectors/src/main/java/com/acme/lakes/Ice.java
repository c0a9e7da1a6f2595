package com.acme.lakes;

public record Ice(long id) {}
