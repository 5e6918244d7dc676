package dev.shuke.platform.write;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shuke.platform.privacy.TenantKeyService;
import dev.shuke.platform.privacy.TenantKeys;
import dev.shuke.platform.tenancy.CallContext;
import dev.shuke.platform.tenancy.TenantDb;
import dev.shuke.platform.tenancy.Tx;
import dev.shuke.platform.web.ApiException;
import dev.shuke.platform.web.ErrorCode;
import dev.shuke.platform.write.ClaimRepository.Found;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.security.MessageDigest;
import java.util.UUID;

/**
 * Gives an {@link Idempotent} call its one effect: claims its key, lets it work, and keeps its answer, all in the
 * transaction that the call's own work joins. A call that fails leaves no claim; one whose answer got lost is answered
 * when it is sent again.
 */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_AFTER + 900)
class IdempotencyInterceptor {
    private final CurrentVertxRequest request;
    private final TenantKeyService keyService;
    private final TenantDb db;
    private final ClaimRepository repository;
    private final ObjectMapper mapper;

    IdempotencyInterceptor(
            CurrentVertxRequest request,
            TenantKeyService keyService,
            TenantDb db,
            ClaimRepository repository,
            ObjectMapper mapper) {
        this.request = request;
        this.keyService = keyService;
        this.db = db;
        this.repository = repository;
        this.mapper = mapper;
    }

    @AroundInvoke
    Object once(InvocationContext call) throws Exception {
        HttpServerRequest sent = request.getCurrent().request();
        String key = Claim.key(sent);
        if (key == null) {
            return call.proceed();
        }
        byte[] body = SentBody.of(request);
        return keyService.current().chain(keys -> {
            Claim claim = Claim.of(keys, CallContext.current().caller(), key, sent, body);
            return db.inSpanningTransaction(tx -> repository
                    .claim(tx, claim)
                    .chain(ours -> ours ? answer(tx, claim, keys, sent.uri(), call) : replay(tx, claim, keys)));
        });
    }

    private Uni<?> answer(Tx tx, Claim claim, TenantKeys keys, String address, InvocationContext call) {
        return proceed(call).call(result -> {
            byte[] answer = StoredAnswer.of(result, mapper).bytes();
            UUID[] about = NamedIds.of(CallContext.current().caller(), address, answer);
            return repository.answer(tx, claim, keys.seal(claim.place(), answer), about);
        });
    }

    private static Uni<?> proceed(InvocationContext call) {
        try {
            return (Uni<?>) call.proceed();
        } catch (Exception refused) {
            return Uni.createFrom().failure(refused);
        }
    }

    private Uni<?> replay(Tx tx, Claim claim, TenantKeys keys) {
        return repository
                .find(tx, claim)
                .invoke(found -> requireSame(claim, found))
                .invoke(IdempotencyInterceptor::requireKept)
                .map(found -> StoredAnswer.read(keys.open(claim.place(), found.answer()))
                        .replay());
    }

    private static void requireKept(Found found) {
        if (found.erased()) {
            throw new ApiException(
                    ErrorCode.IDEMPOTENCY_ERASED,
                    "The call had its effect, and whom it was about has been erased since: do not send it again.");
        }
    }

    private static void requireSame(Claim claim, Found found) {
        if (!MessageDigest.isEqual(claim.request(), found.request())) {
            throw new ApiException(
                    ErrorCode.IDEMPOTENCY_MISMATCH,
                    "The key was used for another call: make a new key for each, and send a call again as it was.");
        }
    }
}
