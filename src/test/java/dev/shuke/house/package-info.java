/** The rules of the house, as tests: what may know what, how things are called, how long they may grow. */
package dev.shuke.house;
