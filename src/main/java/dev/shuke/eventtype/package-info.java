/**
 * The catalogue of event types: the well-known ones, and what a tenant says of its own. Owns {@code event_type}. An
 * event's type need not be in it; where it is and has a schema, the event's props must satisfy that.
 */
package dev.shuke.eventtype;
