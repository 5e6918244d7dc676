package dev.shuke.platform.tenancy;

/**
 * What the catalogue says that it must not.
 *
 * @param object the offender, such as {@code member} or {@code member.member_pkey}
 */
public record CatalogueFinding(CatalogueRule rule, String object) {}
