//! Where the widget of a channel was seen (spec 3.3).

use super::connection::{Connection, all, execute, find};
use domain::channel::Sighting;
use domain::id::ChannelId;
use domain::time::Timestamp;
use uuid::Uuid;

/// Origins kept of one channel: anybody can claim to be anywhere.
const MOST: i64 = 20;

/// The origins on which a channel's widget was seen, last seen first.
pub(crate) async fn of_channel(
    connection: &mut Connection,
    channel: ChannelId,
) -> Result<Vec<Sighting>, sqlx::Error> {
    let rows = all!(
        connection,
        (String, i64),
        "select origin, seen_at from sightings where channel = $1 order by seen_at desc, origin limit $2",
        channel.0,
        MOST
    )?;
    let sightings = rows.into_iter().map(|(origin, at)| Sighting {
        origin,
        at: Timestamp(at),
    });
    Ok(sightings.collect())
}

/// The origin on which each channel's widget was seen last; channels whose widget was never seen are left out.
pub(crate) async fn newest(
    connection: &mut Connection,
) -> Result<Vec<(ChannelId, String)>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid, String),
        "select channel, min(origin) from sightings where seen_at = \
         (select max(other.seen_at) from sightings other where other.channel = sightings.channel) group by channel"
    )?;
    let newest = rows.into_iter();
    Ok(newest
        .map(|(channel, origin)| (ChannelId(channel), origin))
        .collect())
}

/// When a channel's widget was seen on an origin last.
pub(crate) async fn last(
    connection: &mut Connection,
    channel: ChannelId,
    origin: &str,
) -> Result<Option<Timestamp>, sqlx::Error> {
    let row = find!(
        connection,
        (i64,),
        "select seen_at from sightings where channel = $1 and origin = $2",
        channel.0,
        origin
    )?;
    Ok(row.map(|(at,)| Timestamp(at)))
}

/// A channel's widget was seen on an origin; the one that was not seen for longest makes room.
pub(crate) async fn seen(
    connection: &mut Connection,
    channel: ChannelId,
    origin: &str,
    at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into sightings (channel, origin, seen_at) values ($1, $2, $3) \
         on conflict (channel, origin) do update set seen_at = excluded.seen_at",
        channel.0,
        origin,
        at.0
    )?;
    execute!(
        connection,
        "delete from sightings where channel = $1 and origin not in \
         (select origin from sightings where channel = $1 order by seen_at desc, origin limit $2)",
        channel.0,
        MOST
    )
}
