package dev.shuke.localstack;

import java.util.Map;
import java.util.stream.Collectors;

/** What a person sees when everything runs: where, as whom, and what to try first. */
record ReadyMessage(UpOptions options, Map<String, String> environment, Secrets secrets) {
    String text() {
        String url = "http://localhost:" + options.port();
        return """

                Shuke is ready at %1$s

                  Swagger UI  %1$s/q/swagger-ui
                  OpenAPI     %1$s/q/openapi
                  Health      %1$s/q/health
                  Keycloak    %2$s
                  Data, logs  %3$s

                People (and their passwords, generated for this machine; all secrets: %4$s)

                %5$s
                Try in another terminal

                %6$s
                Ctrl-C stops everything and keeps the data.""".formatted(
                        url,
                        environment.getOrDefault("SHUKE_KEYCLOAK_URL", "not known"),
                        options.data(),
                        secrets.file(),
                        people(),
                        calls(url));
    }

    private String people() {
        return DemoPerson.all()
                .filter(person -> !person.isApp())
                .flatMap(person -> secrets.find(person.secretName()).stream()
                        .map(password -> "  %-24s %s%n".formatted(person.id(), password)))
                .collect(Collectors.joining());
    }

    private String calls(String url) {
        String data = options.data().equals(UpOptions.defaultData())
                ? ""
                : " --data " + quoted(options.data().toString());
        if (secrets.find("demo.complete").isEmpty()) {
            return "  curl -s %s/v1/tenants -H \"Authorization: Bearer $(./shuke token platform%s)\"%n"
                    .formatted(url, data);
        }
        String pos = "-H \"Authorization: Bearer $(./shuke token demo/pos%s)\"".formatted(data);
        String owner = pos.replace("demo/pos", "demo/owner");
        return """
                  curl -s %1$s/v1/members %2$s -H 'Content-Type: application/json' \\
                    -d '{"identities":[{"kind":"phone","value":"+8613812345678"}],"profile":{"name":"张三丰"}}'
                  curl -s %1$s/v1/members %3$s
                  curl -s %1$s/v1/members %4$s
                """.formatted(url, pos, owner, pos.replace("demo/pos", "demo/marketing"));
    }

    /** As one word of a shell. */
    private static String quoted(String text) {
        return text.matches("[\\w./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
