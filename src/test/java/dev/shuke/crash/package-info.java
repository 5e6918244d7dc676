/**
 * What callers were told must be true whatever dies. {@link dev.shuke.crash.CrashIT} kills the API, PostgreSQL and Redis
 * under clients that write, each with a {@link dev.shuke.crash.Ledger} of what was acknowledged; {@link
 * dev.shuke.crash.StormIT} lets many clients of several tenants fight over four connections. A new way to write joins
 * with a {@link dev.shuke.crash.LedgerWrite} in {@link dev.shuke.crash.Writes}.
 */
package dev.shuke.crash;
