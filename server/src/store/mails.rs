//! Letters that wait to be sent, were sent, or were given up.

use super::connection::{Connection, all, execute};
use crate::error::Error;
use domain::id::{ConversationId, MailId};
use domain::limit;
use domain::mail::{Mail, Trouble};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// A letter as a node takes it.
#[derive(Clone, Debug)]
pub(crate) struct TakenMail {
    /// Which.
    pub(crate) id: MailId,
    /// To which address.
    pub(crate) recipient: String,
    /// Its subject.
    pub(crate) subject: String,
    /// What it says, sealed.
    pub(crate) body: Vec<u8>,
    /// How often it was tried, with this time.
    pub(crate) tries: u32,
}

#[derive(FromRow)]
struct MailRow {
    id: Uuid,
    recipient: String,
    subject: String,
    created_at: i64,
    due_at: i64,
    tries: i64,
    trouble: Option<String>,
    failed_at: Option<i64>,
}

impl TryFrom<MailRow> for Mail {
    type Error = Error;

    fn try_from(row: MailRow) -> Result<Self, Error> {
        let trouble = row.trouble.as_deref().map(serde_json::from_str::<Trouble>);
        Ok(Self {
            id: MailId(row.id),
            recipient: row.recipient,
            subject: row.subject,
            created_at: Timestamp(row.created_at),
            due_at: row.failed_at.is_none().then_some(Timestamp(row.due_at)),
            tries: u32::try_from(row.tries).unwrap_or(u32::MAX),
            trouble: trouble.transpose()?,
        })
    }
}

/// Queues a letter; it is due at once. If it is `about` a conversation, it is erased with it.
pub(crate) async fn add(
    connection: &mut Connection,
    recipient: &str,
    subject: &str,
    body: &[u8],
    about: Option<ConversationId>,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into mails (id, recipient, subject, body, conversation, created_at, due_at, tries) \
         values ($1, $2, $3, $4, $5, $6, $6, 0)",
        Uuid::now_v7(),
        recipient,
        subject,
        body,
        about.map(|conversation| conversation.0),
        now.0
    )
}

/// Whether a letter is due.
pub(crate) async fn any_due(
    connection: &mut Connection,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let due = all!(
        connection,
        (Uuid,),
        "select id from mails where due_at <= $1 and sent_at is null and failed_at is null limit 1",
        now.0
    )?;
    Ok(!due.is_empty())
}

/// Takes letters that are due, longest first: until `until`, no other node does.
pub(crate) async fn take_due(
    connection: &mut Connection,
    now: Timestamp,
    until: Timestamp,
    most: i64,
) -> Result<Vec<TakenMail>, sqlx::Error> {
    let due = all!(
        connection,
        (Uuid, String, String, Vec<u8>, i64),
        "select id, recipient, subject, body, tries from mails \
         where due_at <= $1 and sent_at is null and failed_at is null order by due_at, id limit $2",
        now.0,
        most
    )?;
    let mut taken = Vec::with_capacity(due.len());
    for (id, recipient, subject, body, tries) in due {
        let ours = execute!(
            connection,
            "update mails set due_at = $3, tries = tries + 1 \
             where id = $1 and tries = $2 and due_at <= $4 and sent_at is null and failed_at is null",
            id,
            tries,
            until.0,
            now.0
        )?;
        if ours == 1 {
            taken.push(TakenMail {
                id: MailId(id),
                recipient,
                subject,
                body,
                tries: u32::try_from(tries + 1).unwrap_or(u32::MAX),
            });
        }
    }
    Ok(taken)
}

/// The letter was sent; what it said is forgotten.
pub(crate) async fn sent(
    connection: &mut Connection,
    mail: MailId,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update mails set sent_at = $2, failed_at = null, trouble = null, body = $3 where id = $1",
        mail.0,
        now.0,
        Vec::<u8>::new()
    )
}

/// A try failed; it is tried again at `next`, or given up. Nothing happens if it was tried again meanwhile.
pub(crate) async fn failed(
    connection: &mut Connection,
    (mail, tries): (MailId, u32),
    trouble: &Trouble,
    next: Option<Timestamp>,
    now: Timestamp,
) -> Result<u64, Error> {
    Ok(execute!(
        connection,
        "update mails set trouble = $3, due_at = $4, failed_at = $5 where id = $1 and tries = $2 and sent_at is null",
        mail.0,
        i64::from(tries),
        serde_json::to_string(trouble)?,
        next.unwrap_or(now).0,
        next.is_none().then_some(now.0)
    )?)
}

/// The letters that wait or were given up, newest first.
pub(crate) async fn unsent(connection: &mut Connection) -> Result<Vec<Mail>, Error> {
    let rows = all!(
        connection,
        MailRow,
        "select id, recipient, subject, created_at, due_at, tries, trouble, failed_at from mails \
         where sent_at is null order by created_at desc, id desc limit $1",
        i64::try_from(limit::MAILS_PAGE).unwrap_or(i64::MAX)
    )?;
    rows.into_iter().map(Mail::try_from).collect()
}

/// Makes an unsent letter due now, with all its tries before it; how many there were.
pub(crate) async fn again(
    connection: &mut Connection,
    mail: MailId,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update mails set due_at = $2, tries = 0, failed_at = null where id = $1 and sent_at is null",
        mail.0,
        now.0
    )
}

/// Forgets an unsent letter; how many there were.
pub(crate) async fn forget(connection: &mut Connection, mail: MailId) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from mails where id = $1 and sent_at is null",
        mail.0
    )
}

/// Forgets letters that were sent, or given up, before then.
pub(crate) async fn forget_before(
    connection: &mut Connection,
    before: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from mails where sent_at < $1 or failed_at < $1",
        before.0
    )
}
