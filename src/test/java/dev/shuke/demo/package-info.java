/** The demo merchant: real orders of a gift shop, as events of the public API. */
package dev.shuke.demo;
