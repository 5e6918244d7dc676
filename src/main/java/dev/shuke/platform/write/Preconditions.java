package dev.shuke.platform.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ETag;
import dev.shuke.platform.web.ETags;
import dev.shuke.platform.web.ErrorCode;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/** Writes on the condition that the caller knows what he changes: {@code If-Match}, {@code If-None-Match}. */
@ApplicationScoped
public class Preconditions {
    private final CurrentVertxRequest request;
    private final TenantKeyService keyService;
    private final TenantDb db;
    private final ObjectMapper mapper;

    Preconditions(CurrentVertxRequest request, TenantKeyService keyService, TenantDb db, ObjectMapper mapper) {
        this.request = request;
        this.keyService = keyService;
        this.db = db;
        this.mapper = mapper;
    }

    /**
     * Looks, compares and writes in one transaction, or only writes where the call names no condition.
     *
     * @param present what is there, locked against other writers and rendered as the caller sees it; null when nothing is
     * @throws ApiException precondition_failed
     */
    public <T> Uni<T> hold(Supplier<? extends Uni<?>> present, Supplier<Uni<T>> write) {
        HttpServerRequest sent = request.getCurrent().request();
        ETags match = ETags.of(ETags.IF_MATCH, sent.headers().getAll(ETags.IF_MATCH));
        ETags noneMatch = ETags.of(ETags.IF_NONE_MATCH, sent.headers().getAll(ETags.IF_NONE_MATCH));
        if (match == null && noneMatch == null) {
            return write.get();
        }
        return keyService
                .current()
                .chain(keys -> db.inSpanningTransaction(tx -> present.get()
                        .map(this::tag)
                        .invoke(tag -> require(match == null || match.match(tag)))
                        .invoke(tag -> require(noneMatch == null || !noneMatch.match(tag)))
                        .chain(tag -> write.get())
                        .invoke(done -> require(noneMatch == null || !noneMatch.any() || created(done)))));
    }

    /** What was not there could not be locked: somebody else may have made it since. */
    private static boolean created(Object done) {
        return done instanceof RestResponse<?> answer && answer.getStatus() == RestResponse.StatusCode.CREATED;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new ApiException(
                    ErrorCode.PRECONDITION_FAILED, "Read it again, and send the change with its ETag of now.");
        }
    }

    private ETag tag(Object present) {
        try {
            return present == null ? null : ETag.of(mapper.writeValueAsBytes(present));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a view has a JSON form", impossible);
        }
    }
}
