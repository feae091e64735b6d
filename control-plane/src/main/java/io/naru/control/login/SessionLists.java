package io.naru.control.login;

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
    private final TenantTransactions transactions;

    SessionLists(SessionListRepository sessions, TenantTransactions transactions) {
        this.sessions = sessions;
        this.transactions = transactions;
    }

    List<SessionListRepository.Row> of(String accountId) {
        return transactions.presenting(accountId, () -> sessions.ofPresented(accountId));
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
