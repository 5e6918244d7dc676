/** What every feature stands on. Imports no feature. */
package dev.shuke.platform;
