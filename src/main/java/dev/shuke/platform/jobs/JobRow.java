package dev.shuke.platform.jobs;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Long work as it is stored, for who does it. */
record JobRow(UUID id, String kind, JobState state, long done, JsonObject checkpoint, int version) {}
