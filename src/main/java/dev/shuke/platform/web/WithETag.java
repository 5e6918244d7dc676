package dev.shuke.platform.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A view of one thing, whose answers carry an {@link ETag}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface WithETag {
    /** Whether it is about a person: no cache may keep it, not even to ask whether it is still so. */
    boolean personal() default false;
}
