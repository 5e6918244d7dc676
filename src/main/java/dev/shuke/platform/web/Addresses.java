package dev.shuke.platform.web;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which methods an address takes, and how it reads in the document. JAX-RS demands the header {@code Allow} in a 405, and Quarkus leaves it out, or answers
 * 404 where another resource's path begins alike.
 */
@Singleton
public class Addresses {
    private record Address(String template, Pattern path, long parameters, Set<String> methods) {}

    private final List<Address> addresses;

    Addresses(BeanManager beans) {
        Map<String, Set<String>> methods = new TreeMap<>();
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(Path.class))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .forEach(operation -> methodsOf(operation)
                        .forEach(method -> methods.computeIfAbsent(path(operation), any -> new TreeSet<>())
                                .add(method)));
        addresses = methods.entrySet().stream()
                .map(entry -> address(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Address::parameters))
                .toList();
    }

    /** With names in place of ids; a word for all that is nobody's address. */
    public String template(String path) {
        return find(path).map(Address::template).orElse("unknown");
    }

    /** In one line as for {@code Allow}; empty when there is nothing at the address. */
    String allowed(String path) {
        return find(path).map(address -> String.join(", ", address.methods())).orElse("");
    }

    private Optional<Address> find(String path) {
        return addresses.stream()
                .filter(address -> address.path().matcher(path).matches())
                .findFirst();
    }

    private static Stream<String> methodsOf(Method operation) {
        return Arrays.stream(operation.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value())
                .flatMap(method ->
                        method.equals(HttpMethod.GET) ? Stream.of(method, HttpMethod.HEAD) : Stream.of(method));
    }

    private static String path(Method operation) {
        Path below = operation.getAnnotation(Path.class);
        return operation.getDeclaringClass().getAnnotation(Path.class).value() + (below == null ? "" : below.value());
    }

    private static Address address(String template, Set<String> methods) {
        String[] parts = template.split("\\{[^}]*}", -1);
        String path =
                String.join("[^/]+", Arrays.stream(parts).map(Pattern::quote).toList());
        return new Address(template, Pattern.compile(path + "/?"), parts.length, methods);
    }
}
