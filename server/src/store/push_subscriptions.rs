//! Browsers in which users are called while they have no console open.

use super::connection::{Connection, all, execute, find};
use domain::id::{PushSubscriptionId, SessionId, UserId};
use domain::limit;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// A browser as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct KeptSubscription {
    /// Which.
    pub(crate) id: PushSubscriptionId,
    /// Whose.
    pub(crate) user: UserId,
    /// Where its push service takes what is for it.
    pub(crate) endpoint: String,
    /// Its public key.
    pub(crate) p256dh: Vec<u8>,
    /// Its secret.
    pub(crate) auth: Vec<u8>,
    /// Until when its user is not to be disturbed.
    pub(crate) quiet_until: Option<Timestamp>,
    /// Pushes in a row that its service has refused.
    pub(crate) failures: u32,
}

#[derive(FromRow)]
struct SubscriptionRow {
    id: Uuid,
    user_id: Uuid,
    endpoint: String,
    p256dh: Vec<u8>,
    auth: Vec<u8>,
    quiet_until: Option<i64>,
    failures: i64,
}

impl From<SubscriptionRow> for KeptSubscription {
    fn from(row: SubscriptionRow) -> Self {
        Self {
            id: PushSubscriptionId(row.id),
            user: UserId(row.user_id),
            endpoint: row.endpoint,
            p256dh: row.p256dh,
            auth: row.auth,
            quiet_until: row.quiet_until.map(Timestamp),
            failures: u32::try_from(row.failures).unwrap_or(u32::MAX),
        }
    }
}

/// Since when a session must have been opened, and used, to be valid.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Valid {
    /// Opened after then.
    pub(crate) opened_after: Timestamp,
    /// Used after then.
    pub(crate) used_after: Timestamp,
}

/// Keeps a browser for as long as the session; told once more, it is another session's, another user's or has other keys.
pub(crate) async fn put(
    connection: &mut Connection,
    kept: &KeptSubscription,
    session: SessionId,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into push_subscriptions (id, user_id, session, endpoint, p256dh, auth, told_at, quiet_until, failures) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         on conflict (endpoint) do update set user_id = excluded.user_id, session = excluded.session, \
         p256dh = excluded.p256dh, auth = excluded.auth, told_at = excluded.told_at, quiet_until = excluded.quiet_until, failures = excluded.failures",
        kept.id.0,
        kept.user.0,
        session.0,
        kept.endpoint.as_str(),
        kept.p256dh.as_slice(),
        kept.auth.as_slice(),
        now.0,
        kept.quiet_until.map(|until| until.0),
        i64::from(kept.failures)
    )
}

/// Forgets those of a user that are too many, told longest ago before others; how many there were.
pub(crate) async fn forget_surplus(
    connection: &mut Connection,
    user: UserId,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from push_subscriptions where user_id = $1 and id not in \
         (select id from push_subscriptions where user_id = $1 order by told_at desc, id desc limit $2)",
        user.0,
        i64::try_from(limit::PUSH_SUBSCRIPTIONS).unwrap_or(i64::MAX)
    )
}

/// Forgets a browser of a user; how many there were.
pub(crate) async fn remove(
    connection: &mut Connection,
    user: UserId,
    endpoint: &str,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from push_subscriptions where user_id = $1 and endpoint = $2",
        user.0,
        endpoint
    )
}

/// Whether there is any at all.
pub(crate) async fn any(connection: &mut Connection) -> Result<bool, sqlx::Error> {
    let any = find!(
        connection,
        (Uuid,),
        "select id from push_subscriptions limit 1"
    )?;
    Ok(any.is_some())
}

/// Which browsers are whose, as far as their sessions are valid.
pub(crate) async fn of_valid_sessions(
    connection: &mut Connection,
    valid: Valid,
) -> Result<Vec<(PushSubscriptionId, UserId)>, sqlx::Error> {
    let rows = all!(
        connection,
        (Uuid, Uuid),
        "select push_subscriptions.id, push_subscriptions.user_id from push_subscriptions \
         join sessions on sessions.id = push_subscriptions.session \
         where sessions.created_at > $1 and sessions.used_at > $2 order by push_subscriptions.id",
        valid.opened_after.0,
        valid.used_after.0
    )?;
    Ok(rows
        .into_iter()
        .map(|(id, user)| (PushSubscriptionId(id), UserId(user)))
        .collect())
}

/// A browser, if its session is valid.
pub(crate) async fn of_valid_session(
    connection: &mut Connection,
    id: PushSubscriptionId,
    valid: Valid,
) -> Result<Option<KeptSubscription>, sqlx::Error> {
    find!(
        connection,
        SubscriptionRow,
        "select push_subscriptions.id, push_subscriptions.user_id, endpoint, p256dh, auth, quiet_until, failures \
         from push_subscriptions join sessions on sessions.id = push_subscriptions.session \
         where push_subscriptions.id = $1 and sessions.created_at > $2 and sessions.used_at > $3",
        id.0,
        valid.opened_after.0,
        valid.used_after.0
    )
    .map(|row| row.map(KeptSubscription::from))
}

/// So many pushes in a row its service has refused.
pub(crate) async fn count_failures(
    connection: &mut Connection,
    id: PushSubscriptionId,
    failures: u32,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update push_subscriptions set failures = $2 where id = $1",
        id.0,
        i64::from(failures)
    )
}

/// Forgets a browser.
pub(crate) async fn forget(
    connection: &mut Connection,
    id: PushSubscriptionId,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from push_subscriptions where id = $1",
        id.0
    )
}
