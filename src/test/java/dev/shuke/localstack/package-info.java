/**
 * The real PostgreSQL, Redis and Keycloak on one machine, without Docker: for {@code ./shuke up} and for the tests.
 *
 * <p>Owns the child processes, their data directory and the generated secrets. Everything listens on loopback only.
 * Never part of the production artifact: it lives in the test sources.
 *
 * <ul>
 *   <li>{@link dev.shuke.localstack.LocalStack}: the entry for tests, {@code LocalStack.forTests()}
 *   <li>{@link dev.shuke.localstack.Up}: the main class behind {@code ./shuke up}
 *   <li>{@link dev.shuke.localstack.Token}: the main class behind {@code ./shuke token}
 *   <li>{@link dev.shuke.localstack.StackDirectory}: one owner per data directory, children that cannot be orphaned
 * </ul>
 */
package dev.shuke.localstack;
