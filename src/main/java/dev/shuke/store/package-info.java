/**
 * The merchant's stores, by the codes that its events name them with. Owns the table {@code store}. An event does not
 * need its store to be here: facts come first, master data when somebody sends it.
 */
package dev.shuke.store;
