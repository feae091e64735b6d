package io.naru.control.message;

import io.naru.control.access.Caller;
import io.naru.control.cell.CellClients.Identity;
import java.util.UUID;

/// Who reads messages: for the cell, and for the organization's share of it.
record Reader(Identity identity, UUID organization) {
    static Reader of(Caller caller, String lkc) {
        return new Reader(new Identity(lkc, caller), caller.tenant().organizationId());
    }
}
