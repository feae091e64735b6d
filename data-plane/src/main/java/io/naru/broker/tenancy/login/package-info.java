/// Who is at the door: API keys, tokens and the cell's secret become principals, and principals have rights.
///
/// Door: [io.naru.broker.tenancy.login.Tenancy], which is the broker's `Authentication` and `Rights` and the agent that
/// follows desired state for them. A refusal that rests on desired state comes only after a completed barrier, late,
/// and says the same whatever was wrong; the reason goes to the [io.naru.broker.tenancy.login.LogInLedger]. Knows
/// nothing of SASL frames.
@NullMarked
package io.naru.broker.tenancy.login;

import org.jspecify.annotations.NullMarked;
