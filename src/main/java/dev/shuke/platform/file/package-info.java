/**
 * Files for callers to fetch, which are written a part at a time by long work and read a part at a time by a download:
 * at rest each part is sealed under the tenant's key. Whose file it is, who may fetch it and until when, the feature says
 * that has it made. Owns the table {@code file_part}.
 */
package dev.shuke.platform.file;
