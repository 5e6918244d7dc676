package dev.shuke.platform.write;

import jakarta.interceptor.InterceptorBinding;
import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A POST that has its effect once, however often it is sent with the same {@code Idempotency-Key}. Not for one that
 * only reads, nor for one whose answer holds a secret, nor for one that asks anybody but the database: claim, effect and
 * answer are one transaction.
 */
@InterceptorBinding
@NameBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {}
