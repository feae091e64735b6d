package io.naru.control.database;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.function.Supplier;

/// Transactions of the relay's role, which sees all tenants but only the tables that flow to and from the cell.
@Singleton
public class RelayTransactions {
    private final TransactionOperations<Connection> transactions;

    RelayTransactions(@Named("relay") TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    public <T> T in(Supplier<T> work) {
        return transactions.executeWrite(status -> work.get());
    }

    public void run(Runnable work) {
        transactions.executeWrite(status -> {
            work.run();
            return true;
        });
    }
}
