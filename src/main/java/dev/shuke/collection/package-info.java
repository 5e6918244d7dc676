/**
 * The door: what of members is taken in only for a purpose. Owns {@code collection_rule}, by which attributes and events
 * declare one; whoever writes them asks for the {@link dev.shuke.collection.Door} of those it is about, once for a whole
 * batch. It decides by {@link dev.shuke.platform.privacy.Purpose#condition}, as queries do when they read.
 */
package dev.shuke.collection;
