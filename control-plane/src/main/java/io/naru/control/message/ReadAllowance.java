package io.naru.control.message;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// How much all streams of an organization may read from the cell together. What was read is taken afterwards; who is
/// in
/// debt waits. Half a second's worth may be saved up.
@Singleton
class ReadAllowance {
    private static final int MOST_ORGANIZATIONS = 10_000;
    private static final double SAVED_SECONDS = 0.5;

    private final long bytesPerSecond;
    private final Map<UUID, Account> accounts = new LinkedHashMap<>();

    private static final class Account {
        private double bytes;
        private long atNanos;
    }

    ReadAllowance(@Value("${naru.messages.read-bytes-per-second:20000000}") long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    long bytesPerSecond() {
        return bytesPerSecond;
    }

    /// Takes what has been read.
    ///
    /// @return how long the organization should read nothing more; zero while it is within its share
    synchronized Duration take(UUID organization, long bytes, long nowNanos) {
        Account account = accounts.computeIfAbsent(organization, id -> full(nowNanos));
        double saved = SAVED_SECONDS * bytesPerSecond;
        double earned = (nowNanos - account.atNanos) / 1e9 * bytesPerSecond;
        account.bytes = Math.min(saved, account.bytes + earned) - bytes;
        account.atNanos = nowNanos;
        forgetTheFull(nowNanos);
        return account.bytes >= 0 ? Duration.ZERO : Duration.ofNanos((long) (-account.bytes / bytesPerSecond * 1e9));
    }

    private Account full(long nowNanos) {
        Account account = new Account();
        account.bytes = SAVED_SECONDS * bytesPerSecond;
        account.atNanos = nowNanos;
        return account;
    }

    /// An account that has been left alone is as good as a new one.
    private void forgetTheFull(long nowNanos) {
        Iterator<Account> all = accounts.values().iterator();
        while (accounts.size() > MOST_ORGANIZATIONS && all.hasNext()) {
            if (nowNanos - all.next().atNanos > Duration.ofMinutes(1).toNanos()) {
                all.remove();
            }
        }
    }
}
