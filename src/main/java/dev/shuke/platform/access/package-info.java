/**
 * Who calls and what they may do. {@link dev.shuke.platform.access.Claims} reads a token; what it says becomes a
 * {@link dev.shuke.platform.access.Caller} with {@link dev.shuke.platform.access.Permission}s; endpoints name the
 * permission that they need.
 */
package dev.shuke.platform.access;
