/** The numbers kept per member, against their definitions. */
package dev.shuke.metric;
