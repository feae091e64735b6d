package io.naru.broker.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoleTest {
    /// What `ClusterRole` of the HTTP API promises: who makes topics also writes and reads, who writes also reads.
    @Test
    void aRoleAllowsWhatTheSmallerOnesAllow() {
        assertThat(Role.rightsOf("DeveloperRead")).containsExactlyInAnyOrder(Right.DESCRIBE, Right.READ);
        assertThat(Role.rightsOf("DeveloperWrite")).containsExactlyInAnyOrder(Right.DESCRIBE, Right.READ, Right.WRITE);
        assertThat(Role.rightsOf("DeveloperManage")).containsExactlyInAnyOrder(Right.values());
        assertThat(Role.rightsOf("ClusterAdmin")).containsExactlyInAnyOrder(Right.values());
    }

    @Test
    void aRoleOfALaterReleaseAllowsNothing() {
        assertThat(Role.rightsOf("DeveloperDream")).isEmpty();
    }
}
