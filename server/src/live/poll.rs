//! The same news over HTTP, for where sockets do not get through (spec 6.16).

use super::peer::Peer;
use super::subscription::{Delivery, Subscription};
use crate::error::Error;
use domain::wire::Refusal;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How long a poll waits for news.
const WAIT: Duration = Duration::from_secs(25);

/// Frames that bring the client up to date: at once if there are any, else as soon as something happens.
pub(crate) async fn poll<P: Peer>(
    mut peer: P,
    mut subscription: Subscription,
    stop: CancellationToken,
) -> Result<Vec<String>, Error> {
    let present = Box::pin(peer.catch_up()).await?;
    if present.is_news {
        return Ok(present.frames);
    }
    let session_ended = subscription.ended();
    let deadline = tokio::time::sleep(WAIT);
    tokio::pin!(deadline);
    loop {
        tokio::select! {
            delivery = subscription.next() => {
                let frames = match delivery {
                    Delivery::News(news) if peer.are_half_told(&news) => {
                        let mut frames = Box::pin(peer.catch_up()).await?.frames;
                        frames.extend(peer.tell(news));
                        frames
                    }
                    Delivery::News(news) => peer.tell(news),
                    Delivery::Behind => Box::pin(peer.catch_up()).await?.frames,
                };
                if !frames.is_empty() {
                    return Ok(frames);
                }
            }
            () = session_ended.cancelled() => return Err(Error::Refused(Refusal::Unauthorized)),
            () = &mut deadline => return Ok(present.frames),
            () = stop.cancelled() => return Ok(present.frames),
        }
    }
}
