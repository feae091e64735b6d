package io.naru.control.access;

import java.util.UUID;

/// The organization on whose behalf something is done. Required by every service and repository method that touches
/// its
/// rows.
public record Tenant(UUID organizationId) {}
