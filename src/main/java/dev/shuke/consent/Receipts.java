package dev.shuke.consent;

import dev.shuke.consent.RecordedView.Receipt;
import dev.shuke.platform.session.ReceiptKeys;
import dev.shuke.platform.tenancy.Tenant;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;

/** Receipts of rows of the ledger. */
final class Receipts {
    private static final String ISSUER = "urn:shuke:consents";
    private static final String TYPE = "consent-receipt+jwt";

    private Receipts() {}

    static Receipt of(LedgerEntry row, Tenant tenant, ReceiptKeys.Signer signer) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setSubject(row.member().toString());
        claims.setJwtId(row.id().toString());
        claims.setIssuedAt(NumericDate.fromSeconds(row.receivedAt().getEpochSecond()));
        claims.setStringClaim("tenant", tenant.slug());
        claims.setStringClaim("purpose", row.purpose().key());
        claims.setStringClaim("action", row.action().key());
        claims.setStringClaim("occurredAt", row.occurredAt().toString());
        claims.setStringClaim("receivedAt", row.receivedAt().toString());
        if (row.noticeVersion() != null) {
            claims.setStringClaim("noticeVersionId", row.noticeVersion().toString());
        }
        if (row.until() != null) {
            claims.setStringClaim("until", row.until().toString());
        }
        claims.setClaim("seq", row.seq());
        claims.setStringClaim("hash", row.hash());
        return new Receipt(row.id(), row.purpose(), row.action(), signer.sign(TYPE, claims));
    }
}
