package dev.shuke.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import org.postgresql.ds.PGPooledConnection;

/** One role's connections, kept for the next when they are closed: to sign in takes as long as many statements. */
final class KeptConnections {
    private final Queue<PooledConnection> idle = new ConcurrentLinkedQueue<>();
    private final SignIn signIn;

    /** Makes one. */
    interface SignIn {
        Connection connect() throws SQLException;
    }

    KeptConnections(SignIn signIn) {
        this.signIn = signIn;
    }

    /** As good as new: nothing that was set in it before. */
    Connection take() throws SQLException {
        for (PooledConnection kept = idle.poll(); kept != null; kept = idle.poll()) {
            Connection connection = kept.getConnection();
            try (Statement statement = connection.createStatement()) {
                statement.execute("discard all");
                return connection;
            } catch (SQLException cut) {
                kept.close();
            }
        }
        PooledConnection made = new PGPooledConnection(signIn.connect(), true);
        made.addConnectionEventListener(new ConnectionEventListener() {
            @Override
            public void connectionClosed(ConnectionEvent event) {
                idle.add(made);
            }

            @Override
            public void connectionErrorOccurred(ConnectionEvent event) {
                // fails when it is taken
            }
        });
        return made.getConnection();
    }
}
