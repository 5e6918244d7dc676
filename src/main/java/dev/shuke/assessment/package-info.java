/**
 * Impact assessments of processing, as PIPL articles 55 and 56 and GDPR article 35 ask for them: what is done, whether it
 * is necessary, what it risks, what protects, who has said so and when it is looked at again. An assessment is never
 * changed: a new one takes its place, and both are kept, so for the three years that the law asks for. Owns the table
 * {@code impact_assessment}.
 */
package dev.shuke.assessment;
