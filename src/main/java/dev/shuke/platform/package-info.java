/**
 * What every feature stands on. Imports no feature. {@code access} and {@code web} know nothing else of it;
 * {@code tenancy} stands on both, {@code privacy} on {@code tenancy} and {@code web}, {@code jobs} on {@code tenancy},
 * {@code audit} on all but {@code jobs}.
 */
package dev.shuke.platform;
