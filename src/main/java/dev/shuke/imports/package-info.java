/**
 * Files of members, events, stores, products, tags or consents, as large as they come. A file is cut into chunks of whole rows while it
 * arrives ({@link dev.shuke.imports.RowCutter}), which are sealed and kept in the database; what is wrong with the file
 * as a whole is the call's answer, and nothing of it stays. Then {@link dev.shuke.imports.ImportJob} works off one chunk
 * after the other through the services that take the same rows over HTTP: a chunk is taken out, its rows are written, the
 * refused ones noted and the job moved on in one transaction. So whichever process dies, no row is lost or written twice,
 * and no more than a chunk is ever in memory.
 *
 * <p>A further kind of file is a value of {@link dev.shuke.imports.ImportKind} and a line in
 * {@link dev.shuke.imports.RowLoader}.
 */
package dev.shuke.imports;
