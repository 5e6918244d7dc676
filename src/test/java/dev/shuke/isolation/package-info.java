/**
 * One tenant against another, over HTTP and in SQL. Every operation of the OpenAPI document is attacked; one for which
 * no attack is known makes {@link dev.shuke.isolation.TenantIsolationTest} fail until {@link
 * dev.shuke.isolation.Attacks} has one.
 */
package dev.shuke.isolation;
