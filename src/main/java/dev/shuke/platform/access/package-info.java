/**
 * Who calls and what for. A token's claims become a {@link dev.shuke.platform.access.Caller} with
 * {@link dev.shuke.platform.access.Permission}s of exactly one tenant; endpoints name the permission that they need.
 */
package dev.shuke.platform.access;
