package dev.shuke.platform.jobs;

import java.util.UUID;

/**
 * A job that this instance has claimed.
 *
 * @param claim names this run of it; a later one has another
 * @param attempts how often it was claimed, this time included
 */
record DueJob(UUID tenantId, UUID id, String kind, String ref, UUID claim, int attempts) {}
