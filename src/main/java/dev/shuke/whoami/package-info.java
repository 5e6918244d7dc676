/**
 * What a caller may know of itself: who it is, for which tenant it speaks, what it may do, and which tenants it could
 * name. Owns no table; asks the features that do, and none of them asks it.
 */
package dev.shuke.whoami;
