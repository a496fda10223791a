//! The wait of a widget that has no conversation for what its page is to show next.

use super::subscription::{Delivery, Subscription};
use crate::error::Error;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How long such a wait lasts.
const WAIT: Duration = Duration::from_secs(25);

/// Asks again whenever the channel or who is there has changed, until the answer is another one; `None` if it stays the same
/// for the length of a wait. The subscription is older than the first question, so that no change falls between.
pub(crate) async fn until_another<T, F, A>(
    mut subscription: Subscription,
    stop: CancellationToken,
    mut ask: F,
) -> Result<Option<T>, Error>
where
    F: FnMut() -> A,
    A: Future<Output = Result<Option<T>, Error>>,
{
    let deadline = tokio::time::sleep(WAIT);
    tokio::pin!(deadline);
    loop {
        if let Some(answer) = ask().await? {
            return Ok(Some(answer));
        }
        tokio::select! {
            Delivery::News(_) | Delivery::Behind = subscription.next() => {}
            () = &mut deadline => return Ok(None),
            () = stop.cancelled() => return Ok(None),
        }
    }
}
