package dev.shuke.platform.tenancy;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;

/** Puts something of a test's between the tenants' pool and the driver. */
final class Watched {
    /** Sees each call before the driver does. */
    interface Call {
        Object on(Method method, Object[] arguments, Invocation driver) throws Throwable;
    }

    /** The driver's part of a call. */
    interface Invocation {
        Object proceed(Object... arguments) throws Throwable;
    }

    private Watched() {}

    /** @param lent what becomes of a connection that the driver lends */
    static Pool pool(Pool driver, java.util.function.Function<SqlConnection, Future<SqlConnection>> lent) {
        return of(Pool.class, driver, (method, arguments, call) -> {
            boolean lends = method.getName().equals("getConnection") && method.getParameterCount() == 0;
            return lends ? driver.getConnection().compose(lent) : call.proceed(arguments);
        });
    }

    static Pool connections(Pool driver, UnaryOperator<SqlConnection> lent) {
        return pool(driver, connection -> Future.succeededFuture(lent.apply(connection)));
    }

    static <T> T of(Class<T> type, T driver, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.on(method, arguments, sent -> invoke(driver, method, sent))));
    }

    private static Object invoke(Object driver, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(driver, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** The statement of a call that sends one, or null. */
    static String statement(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "query", "preparedQuery", "prepare" -> (String) arguments[0];
            default -> null;
        };
    }
}
