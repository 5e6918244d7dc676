package dev.shuke.tenant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an administrator of the deployment may change of a tenant. */
@Schema(name = "TenantRename", description = "What is absent stays; null is refused")
public record TenantPatch(TenantName name) {}
