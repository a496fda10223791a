//! How much each caller has asked for.

use super::{Client, Edge, Rejection};
use crate::config::Limits;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::wire::Refusal;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::collections::HashMap;
use std::fmt;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Who is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Caller {
    /// A client address.
    Address(IpAddr),
    /// A client address, for pages that wait for what they are to show: these must not take the places of conversations.
    Watcher(IpAddr),
    /// A visitor's token or a console's session, by its hash.
    Token([u8; 32]),
}

/// Counts sockets, requests and new conversations.
pub(crate) struct Places {
    taken: Arc<Mutex<HashMap<Caller, u32>>>,
    requests: DefaultKeyedRateLimiter<IpAddr>,
    starts: DefaultKeyedRateLimiter<IpAddr>,
    files: DefaultKeyedRateLimiter<IpAddr>,
}

impl fmt::Debug for Places {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Places")
    }
}

/// One taken place; dropping it gives it back.
pub(super) struct Place {
    taken: Arc<Mutex<HashMap<Caller, u32>>>,
    caller: Caller,
}

impl Places {
    /// Nobody has asked for anything yet.
    pub(crate) fn new(limits: &Limits) -> Self {
        let requests = Quota::per_second(limits.requests_per_second);
        let burst = limits.requests_per_second.saturating_mul(BURST_SECONDS);
        Self {
            taken: Arc::default(),
            requests: RateLimiter::keyed(requests.allow_burst(burst)),
            starts: RateLimiter::keyed(Quota::per_minute(limits.starts_per_minute)),
            files: RateLimiter::keyed(Quota::per_minute(limits.files_per_minute)),
        }
    }

    /// Takes a place for a socket, if one of at most `most` is left.
    pub(super) fn take(&self, caller: Caller, most: NonZeroU32) -> Result<Place, Refusal> {
        let mut taken = lock(&self.taken);
        let count = taken.entry(caller).or_default();
        if *count >= most.get() {
            return Err(Refusal::TooMany);
        }
        *count += 1;
        Ok(Place {
            taken: self.taken.clone(),
            caller,
        })
    }

    /// Counts a new conversation.
    pub(super) fn start(&self, client: Client) -> Result<(), Refusal> {
        let allowed = self.starts.check_key(&client.owned());
        allowed.map_err(|_| Refusal::TooMany)
    }

    /// Counts a file that a visitor sends.
    pub(super) fn file(&self, client: Client) -> Result<(), Refusal> {
        let allowed = self.files.check_key(&client.owned());
        allowed.map_err(|_| Refusal::TooMany)
    }

    /// Forgets callers who have not asked for a while; to be called each minute.
    pub(crate) fn forget_the_quiet(&self) {
        self.requests.retain_recent();
        self.starts.retain_recent();
        self.files.retain_recent();
    }
}

/// Refuses requests of an address that sends too many.
pub(super) async fn paced(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    let client = Client::of(&edge, request.extensions(), request.headers());
    if edge.places().requests.check_key(&client.owned()).is_err() {
        return Rejection::from(Refusal::TooMany).into_response();
    }
    next.run(request).await
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        let Some(count) = taken.get_mut(&self.caller) else {
            return;
        };
        *count -= 1;
        if *count == 0 {
            taken.remove(&self.caller);
        }
    }
}

/// How many seconds of allowance of requests may come at once.
const BURST_SECONDS: NonZeroU32 = NonZeroU32::MIN.saturating_add(3);

fn lock(taken: &Mutex<HashMap<Caller, u32>>) -> MutexGuard<'_, HashMap<Caller, u32>> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_given_back_can_be_taken_again() {
        let settings = crate::config::Config::load(crate::config::Settings::default(), None);
        let places = Places::new(&settings.unwrap().limits);
        let caller = Caller::Token([1; 32]);
        let one = NonZeroU32::MIN;
        let place = places.take(caller, one).ok();
        assert!(place.is_some());
        assert!(places.take(caller, one).is_err());
        assert!(places.take(Caller::Token([2; 32]), one).is_ok());
        drop(place);
        assert!(places.take(caller, one).is_ok());
        assert!(lock(&places.taken).is_empty());
    }
}
