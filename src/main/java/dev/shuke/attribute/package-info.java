/**
 * What a tenant's attributes of members are: their types, who may see them, which values they take. Owns {@code
 * attribute}; the values themselves stand with the {@link dev.shuke.member}. An attribute need not be defined: one that
 * is not takes a text, a number, true or false.
 */
package dev.shuke.attribute;
