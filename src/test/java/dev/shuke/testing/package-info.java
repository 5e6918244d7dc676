/** What the tests share: the running app on real parts, tenants, and tokens signed by a key of this JVM. */
package dev.shuke.testing;
