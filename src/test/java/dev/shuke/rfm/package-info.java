/** Scores of recency, frequency and money, against their definition. */
package dev.shuke.rfm;
