/**
 * The manners of the API: {@link dev.shuke.platform.web.ErrorCode} lists every error,
 * {@link dev.shuke.platform.web.Problem} is its RFC 9457 form, pages are keyset pages, JSON is read strictly.
 */
package dev.shuke.platform.web;
