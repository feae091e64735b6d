package io.naru.broker.discovery;

import io.naru.broker.tenancy.Right;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/// What a caller may do, as the bit field of Kafka's answers: bit n stands for the operation with code n.
final class AuthorizedOperations {
    private AuthorizedOperations() {}

    static int onTopic(Set<Right> rights) {
        int bits = 0;
        for (Right right : rights) {
            bits |= switch (right) {
                case DESCRIBE -> bits(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);
                case READ -> bits(AclOperation.READ, AclOperation.DESCRIBE);
                case WRITE -> bits(AclOperation.WRITE, AclOperation.DESCRIBE);
                case MANAGE ->
                    bits(AclOperation.CREATE, AclOperation.DELETE, AclOperation.ALTER, AclOperation.ALTER_CONFIGS);
            };
        }
        return bits;
    }

    static int onCluster(Set<Right> rights) {
        int bits = 0;
        for (Right right : rights) {
            bits |= switch (right) {
                case DESCRIBE -> bits(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);
                case READ -> 0;
                case WRITE -> bits(AclOperation.IDEMPOTENT_WRITE);
                case MANAGE -> bits(AclOperation.CREATE);
            };
        }
        return bits;
    }

    private static int bits(AclOperation... operations) {
        int bits = 0;
        for (AclOperation operation : operations) {
            bits |= 1 << operation.code();
        }
        return bits;
    }
}
