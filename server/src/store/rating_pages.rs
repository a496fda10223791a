//! Which channels' ratings everybody may see, and what is read for that: faces and who was rated, nothing else.

use super::connection::{Connection, all, execute, find};
use domain::id::{ChannelId, UserId};
use domain::rating::Face;
use domain::time::Timestamp;
use uuid::Uuid;

/// The channels whose ratings everybody may see.
pub(crate) async fn published(connection: &mut Connection) -> Result<Vec<ChannelId>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid,),
        "select channel from published_channels order by channel"
    )?;
    Ok(rows.into_iter().map(|(id,)| ChannelId(id)).collect())
}

/// Whether everybody may see the ratings of a channel.
pub(crate) async fn is_published(
    connection: &mut Connection,
    channel: ChannelId,
) -> Result<bool, sqlx::Error> {
    let row = find!(
        connection,
        (i64,),
        "select at from published_channels where channel = $1",
        channel.0
    )?;
    Ok(row.is_some())
}

/// From now on everybody may see them; whether that is new.
pub(crate) async fn publish(
    connection: &mut Connection,
    channel: ChannelId,
    at: Timestamp,
) -> Result<bool, sqlx::Error> {
    let added = execute!(
        connection,
        "insert into published_channels (channel, at) values ($1, $2) on conflict (channel) do nothing",
        channel.0,
        at.0
    )?;
    Ok(added > 0)
}

/// From now on nobody may; whether that is new.
pub(crate) async fn withdraw(
    connection: &mut Connection,
    channel: ChannelId,
) -> Result<bool, sqlx::Error> {
    let removed = execute!(
        connection,
        "delete from published_channels where channel = $1",
        channel.0
    )?;
    Ok(removed > 0)
}

/// How many ratings of each face each operator of a channel got, without those that are kept internal.
pub(crate) async fn faces(
    connection: &mut Connection,
    channel: ChannelId,
) -> Result<Vec<(Option<UserId>, Face, i64)>, sqlx::Error> {
    let rows = all!(
        connection,
        (Option<Uuid>, i64, i64),
        "select rated_operator, rating, count(*) from facts \
         where channel = $1 and rated_at is not null and rating is not null and is_rating_internal = 0 \
         group by rated_operator, rating",
        channel.0
    )?;
    let known = rows.into_iter().filter_map(|(operator, rating, count)| {
        Some((operator.map(UserId), Face::of_value(rating)?, count))
    });
    Ok(known.collect())
}

/// The last ratings of a channel, newest first, without those that are kept internal.
pub(crate) async fn last(
    connection: &mut Connection,
    channel: ChannelId,
    most: usize,
) -> Result<Vec<Face>, sqlx::Error> {
    let rows = all!(
        connection,
        (i64,),
        "select rating from facts \
         where channel = $1 and rated_at is not null and rating is not null and is_rating_internal = 0 \
         order by rated_at desc, conversation desc limit $2",
        channel.0,
        i64::try_from(most).unwrap_or(i64::MAX)
    )?;
    let faces = rows.into_iter();
    Ok(faces
        .filter_map(|(rating,)| Face::of_value(rating))
        .collect())
}
