//! What browsers are told of which conversations, and how far the journal was read for it.

use super::connection::{Connection, all, execute, find};
use super::conversations::number;
use super::journal::Head;
use crate::error::Error;
use domain::event::Position;
use domain::id::{ConversationId, PushSubscriptionId};
use domain::push::Waiting;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// Which browser, and of which conversation.
pub(crate) type Push = (PushSubscriptionId, ConversationId);

#[derive(FromRow)]
struct PushRow {
    subscription: Uuid,
    conversation: Uuid,
    number: i64,
    due_at: Option<i64>,
    tries: i64,
    pushed_at: Option<i64>,
}

impl PushRow {
    fn push(&self) -> Push {
        (
            PushSubscriptionId(self.subscription),
            ConversationId(self.conversation),
        )
    }

    fn waiting(&self) -> Result<Waiting, Error> {
        Ok(Waiting {
            number: number(self.number)?,
            due_at: self.due_at.map(Timestamp),
            tries: u32::try_from(self.tries).unwrap_or(u32::MAX),
            pushed_at: self.pushed_at.map(Timestamp),
        })
    }
}

/// How far the journal was read; `None` if it never was.
pub(crate) async fn reader(connection: &mut Connection) -> Result<Option<Head>, sqlx::Error> {
    let row = find!(
        connection,
        (i64, i64),
        "select epoch, position from push_reader where id = 1"
    )?;
    Ok(row.map(|(epoch, position)| Head {
        epoch,
        position: Position(position),
    }))
}

/// The journal is read from here on, whatever was read of it before.
pub(crate) async fn read_from(connection: &mut Connection, head: Head) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into push_reader (id, epoch, position) values (1, $1, $2) \
         on conflict (id) do update set epoch = excluded.epoch, position = excluded.position",
        head.epoch,
        head.position.0
    )
}

/// The journal was read from one place to another; `false` if another node was quicker.
pub(crate) async fn read_on(
    connection: &mut Connection,
    from: Head,
    to: Position,
) -> Result<bool, sqlx::Error> {
    let moved = execute!(
        connection,
        "update push_reader set position = $3 where id = 1 and epoch = $1 and position = $2",
        from.epoch,
        from.position.0,
        to.0
    )?;
    Ok(moved == 1)
}

/// What waits for a browser, or was pushed to it.
pub(crate) async fn get(
    connection: &mut Connection,
    (subscription, conversation): Push,
) -> Result<Option<Waiting>, Error> {
    let row = find!(
        connection,
        PushRow,
        "select subscription, conversation, number, due_at, tries, pushed_at from pushes \
         where subscription = $1 and conversation = $2",
        subscription.0,
        conversation.0
    )?;
    row.map(|row| row.waiting()).transpose()
}

/// Puts what waits for a browser, or was pushed to it, in the place of what stood there.
pub(crate) async fn put(
    connection: &mut Connection,
    (subscription, conversation): Push,
    waiting: Waiting,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into pushes (subscription, conversation, number, due_at, tries, pushed_at) values ($1, $2, $3, $4, $5, $6) \
         on conflict (subscription, conversation) do update set number = excluded.number, due_at = excluded.due_at, \
         tries = excluded.tries, pushed_at = excluded.pushed_at",
        subscription.0,
        conversation.0,
        i64::from(waiting.number.0),
        waiting.due_at.map(|at| at.0),
        i64::from(waiting.tries),
        waiting.pushed_at.map(|at| at.0)
    )
}

/// Forgets what waits for a browser of a conversation, or was pushed to it.
pub(crate) async fn remove(
    connection: &mut Connection,
    (subscription, conversation): Push,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from pushes where subscription = $1 and conversation = $2",
        subscription.0,
        conversation.0
    )
}

/// Whether something is due.
pub(crate) async fn any_due(
    connection: &mut Connection,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let due = find!(
        connection,
        (i64,),
        "select due_at from pushes where due_at <= $1 limit 1",
        now.0
    )?;
    Ok(due.is_some())
}

/// Takes what is due, longest first: until `until`, no other node does.
pub(crate) async fn take_due(
    connection: &mut Connection,
    now: Timestamp,
    until: Timestamp,
    most: i64,
) -> Result<Vec<(Push, Waiting)>, Error> {
    let rows = all!(
        connection,
        PushRow,
        "select subscription, conversation, number, due_at, tries, pushed_at from pushes \
         where due_at <= $1 order by due_at, subscription, conversation limit $2",
        now.0,
        most
    )?;
    let mut taken = Vec::with_capacity(rows.len());
    for row in rows {
        let (push, waiting) = (row.push(), row.waiting()?);
        let (subscription, conversation) = push;
        let ours = execute!(
            connection,
            "update pushes set due_at = $4, tries = tries + 1 \
             where subscription = $1 and conversation = $2 and tries = $3 and due_at <= $5",
            subscription.0,
            conversation.0,
            i64::from(waiting.tries),
            until.0,
            now.0
        )?;
        if ours == 1 {
            let tries = waiting.tries.saturating_add(1);
            taken.push((push, Waiting { tries, ..waiting }));
        }
    }
    Ok(taken)
}

/// Forgets what was pushed before then.
pub(crate) async fn forget_before(
    connection: &mut Connection,
    pushed_before: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from pushes where due_at is null and pushed_at < $1",
        pushed_before.0
    )
}
