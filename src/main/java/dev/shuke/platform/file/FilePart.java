package dev.shuke.platform.file;

/** A part of a file, in clear. */
record FilePart(int number, byte[] content) {}
