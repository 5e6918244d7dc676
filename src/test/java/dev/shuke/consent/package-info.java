/** Tests of {@link dev.shuke.consent}. */
package dev.shuke.consent;
