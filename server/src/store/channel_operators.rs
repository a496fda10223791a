//! Who answers in which channel, and who has joined it (spec 5.2, 5.3).

use super::connection::{Connection, all, execute};
use super::users::{self, UserRow};
use crate::error::Error;
use domain::channel::ChannelOperator;
use domain::id::{ChannelId, UserId};
use domain::time::Timestamp;
use domain::user::User;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct OperatorRow {
    channel: Uuid,
    user_id: Uuid,
    joined_at: Option<i64>,
    taken_off_at: Option<i64>,
}

/// The operators of all channels, in the order in which they came to be users.
pub(crate) async fn all(
    connection: &mut Connection,
) -> Result<Vec<(ChannelId, ChannelOperator)>, sqlx::Error> {
    let rows = all!(
        connection,
        OperatorRow,
        "select channel, user_id, joined_at, taken_off_at from channel_operators order by channel, user_id"
    )?;
    Ok(rows.into_iter().map(OperatorRow::into).collect())
}

/// The operators of a channel, in the order in which they came to be users.
pub(crate) async fn of_channel(
    connection: &mut Connection,
    channel: ChannelId,
) -> Result<Vec<ChannelOperator>, sqlx::Error> {
    let rows = all!(
        connection,
        OperatorRow,
        "select channel, user_id, joined_at, taken_off_at from channel_operators where channel = $1 order by user_id",
        channel.0
    )?;
    let operators = rows.into_iter().map(<(_, ChannelOperator)>::from);
    Ok(operators.map(|(_, operator)| operator).collect())
}

impl From<OperatorRow> for (ChannelId, ChannelOperator) {
    fn from(row: OperatorRow) -> Self {
        let operator = ChannelOperator {
            user: UserId(row.user_id),
            has_joined: row.joined_at.is_some(),
            was_taken_off: row.taken_off_at.is_some(),
        };
        (ChannelId(row.channel), operator)
    }
}

/// Those who have joined a channel.
pub(crate) async fn joined(
    connection: &mut Connection,
    channel: ChannelId,
) -> Result<Vec<User>, Error> {
    let rows = all!(
        connection,
        UserRow,
        users::user!(
            "join channel_operators on channel_operators.user_id = users.id \
             where channel_operators.channel = $1 and channel_operators.joined_at is not null order by users.id"
        ),
        channel.0
    )?;
    users::users(rows)
}

/// The channels of which a user is an operator.
pub(crate) async fn of_user(
    connection: &mut Connection,
    user: UserId,
) -> Result<Vec<ChannelId>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid,),
        "select channel from channel_operators where user_id = $1",
        user.0
    )?;
    Ok(rows.into_iter().map(|(id,)| ChannelId(id)).collect())
}

/// Makes a user an operator of a channel, if he is not yet.
pub(crate) async fn add(
    connection: &mut Connection,
    channel: ChannelId,
    user: UserId,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into channel_operators (channel, user_id) values ($1, $2) on conflict (channel, user_id) do nothing",
        channel.0,
        user.0
    )
}

/// Takes a user off the operators of a channel.
pub(crate) async fn remove(
    connection: &mut Connection,
    channel: ChannelId,
    user: UserId,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from channel_operators where channel = $1 and user_id = $2",
        channel.0,
        user.0
    )
}

/// A user joins a channel; who is not among its operators becomes one (spec 5.2). How many rows changed.
pub(crate) async fn join(
    connection: &mut Connection,
    channel: ChannelId,
    user: UserId,
    at: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into channel_operators (channel, user_id, joined_at) values ($1, $2, $3) \
         on conflict (channel, user_id) do update set joined_at = excluded.joined_at, taken_off_at = null \
         where channel_operators.joined_at is null",
        channel.0,
        user.0,
        at.0
    )
}

/// A user leaves a channel for good, and stays among its operators.
pub(crate) async fn leave(
    connection: &mut Connection,
    channel: ChannelId,
    user: UserId,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update channel_operators set joined_at = null, taken_off_at = null where channel = $1 and user_id = $2",
        channel.0,
        user.0
    )
}

/// Those who have joined any channel.
pub(crate) async fn joined_anywhere(
    connection: &mut Connection,
) -> Result<Vec<UserId>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid,),
        "select distinct user_id from channel_operators where joined_at is not null"
    )?;
    Ok(rows.into_iter().map(|(id,)| UserId(id)).collect())
}

/// Takes a user off all channels that he has joined; which those were.
pub(crate) async fn take_off(
    connection: &mut Connection,
    user: UserId,
    at: Timestamp,
) -> Result<Vec<ChannelId>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid,),
        "update channel_operators set joined_at = null, taken_off_at = $2 \
         where user_id = $1 and joined_at is not null returning channel",
        user.0,
        at.0
    )?;
    Ok(rows.into_iter().map(|(id,)| ChannelId(id)).collect())
}

/// Puts a user back on the channels that he was taken off; which those were.
pub(crate) async fn put_back(
    connection: &mut Connection,
    user: UserId,
    at: Timestamp,
) -> Result<Vec<ChannelId>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid,),
        "update channel_operators set joined_at = $2, taken_off_at = null \
         where user_id = $1 and taken_off_at is not null returning channel",
        user.0,
        at.0
    )?;
    Ok(rows.into_iter().map(|(id,)| ChannelId(id)).collect())
}
