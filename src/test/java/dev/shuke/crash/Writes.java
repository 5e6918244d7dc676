package dev.shuke.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shuke.crash.LedgerWrite.Call;
import java.util.List;

/** All ways to write that the crash tests know. */
final class Writes {
    private Writes() {}

    static List<LedgerWrite> all(Api api) {
        return List.of(
                new EventWrite(api, "event", 1),
                new EventWrite(api, "events", 50),
                new MemberWrite(api, "member", 1),
                new MemberWrite(api, "members", 20),
                new MemberPatch(api),
                new CatalogueWrite(api, "store", "store", "code", 1),
                new CatalogueWrite(api, "stores", "store", "code", 20),
                new CatalogueWrite(api, "product", "product", "sku", 1),
                new CatalogueWrite(api, "products", "product", "sku", 20));
    }

    static JsonNode lookup(Api api, String card) throws Api.NoAnswer {
        return api.send(new Call("POST", "/v1/members/lookup", """
            {"kind":"card","value":"%s"}\
            """.formatted(card)), null)
                .body();
    }
}
