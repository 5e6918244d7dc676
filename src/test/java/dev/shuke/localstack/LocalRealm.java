package dev.shuke.localstack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The production realm plus the public client {@code shuke-local}, which trades a password for a token: good for curl
 * on a developer's machine, and therefore never in the file that production imports.
 */
public final class LocalRealm {
    public static final String CLIENT = "shuke-local";
    private static final Path PRODUCTION = Path.of("docker/keycloak/shuke-realm.json");

    private LocalRealm() {}

    static String json() {
        try {
            var realm = (ObjectNode) Http.JSON.readTree(Files.readString(PRODUCTION));
            var clients = (ArrayNode) realm.get("clients");
            clients.add(local(find(clients, "admin-console").deepCopy()));
            anyPort(find(clients, "swagger-ui"));
            return realm.toPrettyString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode find(ArrayNode clients, String id) {
        for (var client : clients) {
            if (client.path("clientId").asText().equals(id)) {
                return (ObjectNode) client;
            }
        }
        throw new IllegalStateException(PRODUCTION + " has no client " + id);
    }

    /** The API of a developer may listen anywhere. */
    private static void anyPort(ObjectNode client) {
        client.putArray("redirectUris").add("http://localhost:*").add("http://127.0.0.1:*");
        client.putArray("webOrigins").add("*");
    }

    private static ObjectNode local(ObjectNode client) {
        client.put("clientId", CLIENT);
        client.put("name", "Local development");
        client.put("directAccessGrantsEnabled", true);
        anyPort(client);
        return client;
    }
}
