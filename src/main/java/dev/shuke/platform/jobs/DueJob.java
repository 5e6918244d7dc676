package dev.shuke.platform.jobs;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Whose a job is, and what it is about. */
record DueJob(UUID tenantId, String ref) {
    /** How the view {@code jobs.task} tells it; db-scheduler never writes it. */
    static final Serializer STORED = new Serializer() {
        @Override
        public byte[] serialize(Object data) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] stored) {
            String[] parts = new String(stored, StandardCharsets.UTF_8).split(" ", 2);
            return type.cast(new DueJob(UUID.fromString(parts[0]), parts[1]));
        }
    };
}
