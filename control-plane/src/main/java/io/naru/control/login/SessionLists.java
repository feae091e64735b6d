package io.naru.control.login;

import io.naru.control.access.Caller;
import io.naru.control.access.Tenant;
import io.naru.control.database.TenantTransactions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Where people are logged in, and when they were last seen.
@Singleton
public class SessionLists {
    private final SessionListRepository sessions;
    private final Sessions own;
    private final TenantTransactions transactions;

    SessionLists(SessionListRepository sessions, Sessions own, TenantTransactions transactions) {
        this.sessions = sessions;
        this.own = own;
        this.transactions = transactions;
    }

    List<SessionListRepository.Row> of(Caller caller) {
        return own.ownWithin(caller, () -> sessions.ofPresented(caller.principal()));
    }

    /// When members were last seen in an organization, within a minute; nothing for those without a
    /// session there.
    public Map<String, Instant> lastSeen(Tenant tenant, List<String> accountIds) {
        if (accountIds.isEmpty()) {
            return Map.of();
        }
        return transactions.in(tenant, () -> sessions.lastOf(tenant.organizationId(), accountIds)).stream()
                .collect(Collectors.toMap(SessionListRepository.Row::accountId, SessionListRepository.Row::lastSeenAt));
    }
}
