package dev.shuke.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import org.hamcrest.Matcher;

/** What the app answered: to ask for its parts, or to state what they are. */
public final class Response {
    private final HttpResponse<String> answer;
    private JsonPath json;

    Response(HttpResponse<String> answer) {
        this.answer = answer;
    }

    /** Itself, before what it must be is stated. */
    public Response then() {
        return this;
    }

    /** Itself, when something else is wanted of it. */
    public Response extract() {
        return this;
    }

    public int statusCode() {
        return answer.statusCode();
    }

    public HttpHeaders headers() {
        return answer.headers();
    }

    /** All values of the header, or null. */
    public String header(String name) {
        List<String> values = answer.headers().allValues(name);
        return values.isEmpty() ? null : String.join(", ", values);
    }

    public String contentType() {
        return header("Content-Type");
    }

    public String asString() {
        return answer.body();
    }

    public JsonPath jsonPath() {
        if (json == null) {
            json = JsonPath.from(answer.body());
        }
        return json;
    }

    /** See {@link JsonPath#get}. */
    public <T> T path(String path) {
        return jsonPath().get(path);
    }

    public Response statusCode(int expected) {
        return statusCode(equalTo(expected));
    }

    public Response statusCode(Matcher<Integer> expected) {
        return holds("status", answer.statusCode(), expected);
    }

    public Response header(String name, String expected) {
        return header(name, equalTo(expected));
    }

    public Response header(String name, Matcher<? super String> expected) {
        return holds(name, header(name), expected);
    }

    /** Whatever its parameters. */
    public Response contentType(String expected) {
        return contentType(startsWith(expected));
    }

    public Response contentType(Matcher<? super String> expected) {
        return header("Content-Type", expected);
    }

    public Response body(Matcher<? super String> expected) {
        return holds("body", answer.body(), expected);
    }

    /** @param path see {@link JsonPath#get} */
    @SuppressWarnings("unchecked")
    public Response body(String path, Matcher<?> expected) {
        return holds(path, path(path), (Matcher<Object>) expected);
    }

    private <T> Response holds(String what, T actual, Matcher<? super T> expected) {
        if (!expected.matches(actual)) {
            assertThat(
                    what + " of " + answer.request().method() + " "
                            + answer.uri().getRawPath() + ", which answers " + answer.statusCode() + " "
                            + answer.body(),
                    actual,
                    expected);
        }
        return this;
    }
}
