package dev.shuke.localstack;

/**
 * Fills the merchant {@code demo} with members and orders, through the public API, as its app {@code demo/pos}. Called
 * by {@link Up} once merchants, people and apps exist; on every start, so it must see what is loaded already and go on
 * from there. Reports {@code loading n/m}.
 *
 * @param api {@code http://localhost:8080}
 * @param secrets the client secret of the app, by {@link DemoPerson#secretName}
 */
record DemoLoader(String api, LocalKeycloak keycloak, Secrets secrets, Progress progress) {
    /** Loads nothing yet: the data set comes with the loader. */
    void load() {
        // deliberately empty
    }
}
