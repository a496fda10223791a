//! Contacts: people as operators know them, and whose visitors, tickets and leads are.

use super::connection::{Connection, all, execute, find, one};
use super::search::{postgres_words, sqlite_words};
use domain::contact::{Contact, ContactCard, ContactDraft, ContactPlace, Own, phone_key};
use domain::country::Country;
use domain::id::{ContactId, ConversationId, VisitorId};
use domain::lead::LeadNumber;
use domain::limit;
use domain::search::{Query, indexed};
use domain::ticket::TicketNumber;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct ContactRow {
    number: i64,
    id: Uuid,
    name: String,
    email: String,
    phone: String,
    company: String,
    country: Option<String>,
    language: String,
    notes: String,
    is_kept: bool,
    created_at: i64,
    version: i64,
}

impl From<ContactRow> for Contact {
    fn from(row: ContactRow) -> Self {
        Self {
            id: ContactId(row.id),
            draft: ContactDraft {
                name: row.name,
                email: row.email,
                phone: row.phone,
                company: row.company,
                country: row.country.as_deref().and_then(Country::parse),
                language: row.language,
                notes: row.notes,
            },
            is_kept: row.is_kept,
            created_at: Timestamp(row.created_at),
            version: row.version,
        }
    }
}

/// A statement on contacts that goes on after their columns.
macro_rules! contacts {
    ($rest:literal) => {
        concat!(
            "select contacts.number, contacts.id, contacts.name, contacts.email, contacts.phone, contacts.company, \
             contacts.country, contacts.language, contacts.notes, contacts.is_kept, contacts.created_at, contacts.version \
             from contacts ",
            $rest
        )
    };
}

/// At most `limit` contacts below a place, newest first: all, or those with the words that are sought.
pub(crate) async fn newest(
    connection: &mut Connection,
    sought: Option<&Query>,
    below: ContactPlace,
    limit: usize,
) -> Result<Vec<(ContactPlace, ContactCard)>, sqlx::Error> {
    let words = match connection {
        Connection::Sqlite(_) => sought.map(sqlite_words),
        Connection::Postgres(_) => sought.map(postgres_words),
    };
    let statement = match (&connection, sought) {
        (_, None) => {
            contacts!("where $1 is null and number < $2 order by number desc limit $3")
        }
        (Connection::Sqlite(_), Some(_)) => contacts!(
            "where number in (select rowid from contact_words where contact_words match $1) and number < $2 \
             order by number desc limit $3"
        ),
        (Connection::Postgres(_), Some(_)) => contacts!(
            "where array_to_tsvector(string_to_array(words, ' ')) @@ cast($1 as tsquery) and number < $2 \
             order by number desc limit $3"
        ),
    };
    let rows = all!(
        connection,
        ContactRow,
        statement,
        words,
        below.0,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )?;
    let placed = |row: ContactRow| (ContactPlace(row.number), Contact::from(row).card());
    Ok(rows.into_iter().map(placed).collect())
}

/// One of them.
pub(crate) async fn by_id(
    connection: &mut Connection,
    id: ContactId,
) -> Result<Option<Contact>, sqlx::Error> {
    let row = find!(connection, ContactRow, contacts!("where id = $1"), id.0)?;
    Ok(row.map(Contact::from))
}

/// That of a conversation's visitor.
pub(crate) async fn of_conversation(
    connection: &mut Connection,
    conversation: ConversationId,
) -> Result<Option<Contact>, sqlx::Error> {
    let row = find!(
        connection,
        ContactRow,
        contacts!(
            "join visitors on visitors.contact = contacts.id join conversations on conversations.visitor = visitors.id \
             where conversations.id = $1"
        ),
        conversation.0
    )?;
    Ok(row.map(Contact::from))
}

/// That of a ticket.
pub(crate) async fn of_ticket(
    connection: &mut Connection,
    ticket: TicketNumber,
) -> Result<Option<Contact>, sqlx::Error> {
    let row = find!(
        connection,
        ContactRow,
        contacts!("join tickets on tickets.contact = contacts.id where tickets.number = $1"),
        ticket.0
    )?;
    Ok(row.map(Contact::from))
}

/// That of a lead.
pub(crate) async fn of_lead(
    connection: &mut Connection,
    lead: LeadNumber,
) -> Result<Option<Contact>, sqlx::Error> {
    let row = find!(
        connection,
        ContactRow,
        contacts!("join leads on leads.contact = contacts.id where leads.number = $1"),
        lead.0
    )?;
    Ok(row.map(Contact::from))
}

/// That to which a visitor belongs.
pub(crate) async fn own(
    connection: &mut Connection,
    visitor: VisitorId,
) -> Result<Option<Own>, sqlx::Error> {
    let row = find!(
        connection,
        ContactRow,
        contacts!("join visitors on visitors.contact = contacts.id where visitors.id = $1"),
        visitor.0
    )?;
    let Some(contact) = row.map(Contact::from) else {
        return Ok(None);
    };
    let other = find!(
        connection,
        (Uuid,),
        "select id from visitors where contact = $1 and id <> $2 limit 1",
        contact.id.0,
        visitor.0
    )?;
    Ok(Some(Own {
        contact,
        is_his_alone: other.is_none(),
    }))
}

/// The first that has an address.
pub(crate) async fn with_email(
    connection: &mut Connection,
    email: &str,
) -> Result<Option<ContactId>, sqlx::Error> {
    let row = find!(
        connection,
        (Uuid,),
        "select id from contacts where email = $1 and email <> '' order by number limit 1",
        email
    )?;
    Ok(row.map(|(id,)| ContactId(id)))
}

/// Others with the same address or number, oldest first.
pub(crate) async fn alike(
    connection: &mut Connection,
    contact: &Contact,
) -> Result<Vec<Contact>, sqlx::Error> {
    let rows = all!(
        connection,
        ContactRow,
        contacts!(
            "where id <> $1 and ((email <> '' and email = $2) or (phone_key <> '' and phone_key = $3)) order by number limit $4"
        ),
        contact.id.0,
        contact.draft.email.as_str(),
        phone_key(&contact.draft.phone),
        i64::try_from(limit::CONTACTS_ALIKE).unwrap_or(i64::MAX)
    )?;
    Ok(rows.into_iter().map(Contact::from).collect())
}

/// Makes one, unless there is one with this id.
pub(crate) async fn add(
    connection: &mut Connection,
    id: ContactId,
    draft: &ContactDraft,
    is_kept: bool,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "insert into contacts (number, id, name, email, phone, phone_key, company, country, language, notes, words, is_kept, \
         created_at, version) values ((select coalesce(max(number), 0) + 1 from contacts), $1, $2, $3, $4, $5, $6, $7, $8, $9, \
         $10, $11, $12, 0) on conflict (id) do nothing",
        id.0,
        draft.name.as_str(),
        draft.email.as_str(),
        draft.phone.as_str(),
        phone_key(&draft.phone),
        draft.company.as_str(),
        draft.country.map(Country::code),
        draft.language.as_str(),
        draft.notes.as_str(),
        words(draft),
        is_kept,
        now.0
    )
}

/// Puts another in its place.
pub(crate) async fn change(
    connection: &mut Connection,
    id: ContactId,
    draft: &ContactDraft,
    is_kept: bool,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "update contacts set name = $2, email = $3, phone = $4, phone_key = $5, company = $6, country = $7, language = $8, \
         notes = $9, words = $10, is_kept = $11, version = version + 1 where id = $1",
        id.0,
        draft.name.as_str(),
        draft.email.as_str(),
        draft.phone.as_str(),
        phone_key(&draft.phone),
        draft.company.as_str(),
        draft.country.map(Country::code),
        draft.language.as_str(),
        draft.notes.as_str(),
        words(draft),
        is_kept
    )
}

/// Removes one; its visitors, tickets and leads stay and are nobody's.
pub(crate) async fn remove(connection: &mut Connection, id: ContactId) -> Result<u64, sqlx::Error> {
    execute!(connection, "delete from contacts where id = $1", id.0)
}

/// Removes one that came of what visitors said alone, and that nobody and nothing belongs to any more.
pub(crate) async fn remove_if_left(
    connection: &mut Connection,
    id: ContactId,
) -> Result<u64, sqlx::Error> {
    execute!(
        connection,
        "delete from contacts where id = $1 and not is_kept \
         and not exists (select 1 from visitors where visitors.contact = contacts.id) \
         and not exists (select 1 from tickets where tickets.contact = contacts.id) \
         and not exists (select 1 from leads where leads.contact = contacts.id)",
        id.0
    )
}

/// A visitor belongs to a contact from now on, and so do those of his tickets and leads that belonged where he did,
/// unless somebody chose their contact.
pub(crate) async fn take_in(
    connection: &mut Connection,
    contact: ContactId,
    visitor: VisitorId,
) -> Result<u64, sqlx::Error> {
    for statement in [
        "update tickets set contact = $1 where visitor = $2 and is_contact_chosen = 0 \
         and (contact is null or contact = (select contact from visitors where id = $2))",
        "update leads set contact = $1 where visitor = $2 and is_contact_chosen = 0 \
         and (contact is null or contact = (select contact from visitors where id = $2))",
    ] {
        execute!(connection, statement, contact.0, visitor.0)?;
    }
    execute!(
        connection,
        "update visitors set contact = $1 where id = $2",
        contact.0,
        visitor.0
    )
}

/// Whatever belonged to one contact belongs to another from now on.
pub(crate) async fn hand_over(
    connection: &mut Connection,
    from: ContactId,
    to: ContactId,
) -> Result<(), sqlx::Error> {
    for statement in [
        "update tickets set contact = $2 where contact = $1",
        "update leads set contact = $2 where contact = $1",
        "update visitors set contact = $2 where contact = $1",
    ] {
        execute!(connection, statement, from.0, to.0)?;
    }
    Ok(())
}

/// How many conversations a contact has.
pub(crate) async fn conversation_count(
    connection: &mut Connection,
    contact: ContactId,
) -> Result<usize, sqlx::Error> {
    let (count,) = one!(
        connection,
        (i64,),
        "select count(*) from conversations join visitors on visitors.id = conversations.visitor where visitors.contact = $1",
        contact.0
    )?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// By what it is found: its notes are not among it.
fn words(draft: &ContactDraft) -> String {
    let key = phone_key(&draft.phone);
    indexed(&[
        &draft.name,
        &draft.email,
        &draft.phone,
        &key,
        &draft.company,
    ])
}
