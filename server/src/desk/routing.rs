//! Who could take a conversation of a channel, as the database knows it, and who does (spec 5.3, 5.4).

use super::presence::consoles_of;
use crate::error::Error;
use crate::store::{Connection, channel_operators, participations};
use domain::channel::Channel;
use domain::presence::{Presence, presence};
use domain::routing::{Candidate, choose as choose_among};
use domain::time::{MINUTE_MS, Timestamp};
use domain::user::User;

/// A conversation counts for the limit while something happened in it so recently (spec 5.3).
const COUNTS_MS: i64 = 15 * MINUTE_MS;

/// The operator for a new conversation in a channel; who was shown to the visitor, by his public name, is preferred.
pub(super) async fn choose(
    database: &mut Connection,
    channel: &Channel,
    shown: Option<&str>,
    now: Timestamp,
) -> Result<Option<User>, Error> {
    let joined = channel_operators::joined(database, channel.id).await?;
    if joined.is_empty() {
        return Ok(None);
    }
    let consoles = consoles_of(database, now).await?;
    let in_channel =
        participations::open_in_channel(database, channel.id, now.plus(-COUNTS_MS)).await?;
    let open = participations::open_counts(database).await?;
    let limit = channel.options.operator_limit;
    let available: Vec<&User> = joined
        .iter()
        .filter(|user| {
            let is_online = consoles
                .get(&user.id)
                .is_some_and(|consoles| presence(consoles, now) == Presence::Online);
            let held = count(&in_channel, user);
            is_online && limit.is_none_or(|limit| held < limit)
        })
        .collect();
    let candidates: Vec<Candidate> = available
        .iter()
        .map(|user| Candidate {
            operator: user.id,
            open_conversations: count(&open, user),
        })
        .collect();
    let shown = shown
        .and_then(|name| available.iter().find(|user| user.public_name() == name))
        .map(|user| user.id);
    let chosen = choose_among(&candidates, shown, rand::random());
    Ok(available
        .into_iter()
        .find(|user| Some(user.id) == chosen)
        .cloned())
}

fn count(counts: &[(domain::id::UserId, i64)], user: &User) -> u32 {
    counts
        .iter()
        .find(|(counted, _)| *counted == user.id)
        .map_or(0, |(_, count)| u32::try_from(*count).unwrap_or(u32::MAX))
}
