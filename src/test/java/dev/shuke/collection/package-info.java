/** What is taken in of members, and what is left at the door. */
package dev.shuke.collection;
