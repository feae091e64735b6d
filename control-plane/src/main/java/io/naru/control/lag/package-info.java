/// How far consumer groups were behind over time, and where that is going.
///
/// **Who measures.** The broker that coordinates a group reports it in `__naru_metrics` every minute: it knows what was
/// committed and where logs end, so that a report costs a walk over what is in its memory. Asking from here would need
/// a client for each tenant's cluster and a read of every group each minute.
///
/// **How it is kept.** A row holds an hour of minutes, or a day of quarters of an hour, as arrays: 2,000 groups are
/// 48,000
/// rows of minutes and 60,000 of quarters, about 80 MB, however often they are measured. In a quarter the worst
/// measurement stays.
@NullMarked
package io.naru.control.lag;

import org.jspecify.annotations.NullMarked;
