package dev.shuke.platform.write;

import io.quarkus.arc.NoClassInterceptors;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Keeps the bytes of an {@link Idempotent} call's body beside what is read from them: masked values would all look alike. */
@Provider
@Idempotent
public class SentBody implements ReaderInterceptor {
    private static final String KEY = SentBody.class.getName();

    private final CurrentVertxRequest request;

    SentBody(CurrentVertxRequest request) {
        this.request = request;
    }

    /** The annotation that binds this to operations would else have it intercepted as if it were one. */
    @Override
    @NoClassInterceptors
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        byte[] body = context.getInputStream().readAllBytes();
        request.getCurrent().put(KEY, body);
        context.setInputStream(new ByteArrayInputStream(body));
        return context.proceed();
    }

    /** Of the current call; empty when it had none. */
    static byte[] of(CurrentVertxRequest request) {
        byte[] body = request.getCurrent().get(KEY);
        return body == null ? new byte[0] : body;
    }
}
