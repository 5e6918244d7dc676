package dev.shuke.tag;

/**
 * A definition, when it is about members.
 *
 * @param slot what a member has at most one of: the tag itself, or the exclusive group that it is in
 */
record Assignable(TagView tag, String slot) {}
