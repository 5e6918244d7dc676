/**
 * Members or events in one file, for a purpose. {@link dev.shuke.exports.ExportJob} reads them page by page, as the API
 * would show them to who asked, and writes them into a sealed file that he alone may fetch until it expires; that they
 * left the system is noted in the ledger of disclosures before he can. Of a segment the members of one moment are taken
 * out, whatever happens to it while pages are written: {@link dev.shuke.segment.PinnedSegmentService}.
 */
package dev.shuke.exports;
