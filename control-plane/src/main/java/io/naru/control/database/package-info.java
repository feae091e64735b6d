/// Transactions in which a tenant (or what a caller presented) is set for row-level security, and what a failed
/// statement means.
/// The doors are [TenantTransactions] and [RelayTransactions]. Knows no tables.
@NullMarked
package io.naru.control.database;

import org.jspecify.annotations.NullMarked;
