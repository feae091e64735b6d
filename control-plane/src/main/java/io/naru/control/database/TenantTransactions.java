package io.naru.control.database;

import io.micronaut.transaction.TransactionOperations;
import io.naru.control.access.Tenant;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Supplier;

/// Transactions of the application's role. The tenant is set for the transaction only, so a pooled connection never
/// carries it on.
@Singleton
public class TenantTransactions {
    private final TransactionOperations<Connection> transactions;

    TenantTransactions(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    /// Runs `work` in one transaction that sees this tenant's rows and no others.
    public <T> T in(Tenant tenant, Supplier<T> work) {
        return run("naru.tenant", tenant.organizationId().toString(), work);
    }

    /// Runs `work` in one transaction that sees only the row named by what a caller presented: an address, a key id,
    /// a
    /// session id.
    public <T> T presenting(String presented, Supplier<T> work) {
        return run("naru.presented", presented, work);
    }

    /// Runs `work` in one transaction that sees no tenant's rows at all.
    public <T> T anonymously(Supplier<T> work) {
        return transactions.executeWrite(status -> work.get());
    }

    private <T> T run(String setting, String value, Supplier<T> work) {
        return transactions.executeWrite(status -> {
            setLocal(status.getConnection(), setting, value);
            return work.get();
        });
    }

    private static void setLocal(Connection connection, String setting, String value) {
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
            statement.setString(1, setting);
            statement.setString(2, value);
            statement.execute();
        } catch (SQLException e) {
            throw new DatabaseFailure("setting the tenant of a transaction", e);
        }
    }
}
