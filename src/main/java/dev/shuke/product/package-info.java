/**
 * What the merchant sells, by the skus that its events name. Owns the table {@code product}. What a product costs is for
 * those alone who may see it, in answers as in what a write leaves alone.
 */
package dev.shuke.product;
