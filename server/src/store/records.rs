//! Tickets and leads, found by what is known of them and by their words: what is the same for both.

use super::connection::Connection;
use super::search::{postgres_words, sqlite_words};
use crate::error::Error;
use domain::id::{ClientId, ContactId, ConversationId, UserId, VisitorId};
use domain::record::{Card, Record, RecordFilter, Sought, Stage, Versioned};
use domain::team::App;
use domain::time::Timestamp;

/// Where a new record comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source {
    /// The request that made it.
    pub(crate) client_id: ClientId,
    /// The conversation.
    pub(crate) conversation: ConversationId,
    /// Its visitor.
    pub(crate) visitor: VisitorId,
}

/// Which records are asked for.
#[derive(Clone, Debug)]
pub(crate) struct Wanted<S> {
    /// What is known of them.
    pub(crate) filter: RecordFilter<S>,
    /// Those alone that he works on.
    pub(crate) owner: Option<UserId>,
    /// The number or the words.
    pub(crate) sought: Option<Sought>,
}

/// What a number is of a record.
pub(crate) type NumberOf<K> = <<<K as Kept>::Record as Record>::Card as Card>::Number;
/// What lists show of a record.
pub(crate) type CardOf<K> = <<K as Kept>::Record as Record>::Card;
/// What the form of a record says.
pub(crate) type DraftOf<K> = <<K as Kept>::Record as Versioned>::Draft;

/// A record that a request made, and of which conversation.
pub(crate) type MadeBy<K> = (NumberOf<K>, Option<ConversationId>);

/// A kind of record in its table.
pub(crate) trait Kept: 'static {
    /// Whose records they are.
    const APP: App;
    /// A record.
    type Record: Record;
    /// How far one is.
    type Stage: Stage;

    /// At most `limit` of those that are wanted, newest first, below a number.
    fn newest(
        connection: &mut Connection,
        wanted: &Wanted<Self::Stage>,
        below: Option<NumberOf<Self>>,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<CardOf<Self>>, Error>> + Send;

    /// Those of one stage that are wanted, at most one page, in the order of the Kanban.
    fn column(
        connection: &mut Connection,
        wanted: &Wanted<Self::Stage>,
        stage: Self::Stage,
    ) -> impl Future<Output = Result<Vec<CardOf<Self>>, Error>> + Send;

    /// How many of each stage are wanted; stages without any are left out.
    fn count_by_stage(
        connection: &mut Connection,
        wanted: &Wanted<Self::Stage>,
    ) -> impl Future<Output = Result<Vec<(String, i64)>, Error>> + Send;

    /// At most so many of those of a visitor and his contact on which something is left to be done, newest first.
    fn open_of(
        connection: &mut Connection,
        visitor: VisitorId,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<CardOf<Self>>, Error>> + Send;

    /// At most so many of a contact's, newest first.
    fn of_contact(
        connection: &mut Connection,
        contact: ContactId,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<CardOf<Self>>, Error>> + Send;

    /// One of them.
    fn by_number(
        connection: &mut Connection,
        number: NumberOf<Self>,
    ) -> impl Future<Output = Result<Option<Self::Record>, Error>> + Send;

    /// The one that a request made, and of which conversation.
    fn made_by(
        connection: &mut Connection,
        client_id: ClientId,
    ) -> impl Future<Output = Result<Option<MadeBy<Self>>, Error>> + Send;

    /// Makes one, with the next number.
    fn add(
        connection: &mut Connection,
        source: Source,
        draft: &DraftOf<Self>,
        now: Timestamp,
    ) -> impl Future<Output = Result<NumberOf<Self>, Error>> + Send;

    /// Puts another in its place.
    fn change(
        connection: &mut Connection,
        number: NumberOf<Self>,
        draft: &DraftOf<Self>,
    ) -> impl Future<Output = Result<(), Error>> + Send;

    /// Moves one to a stage.
    fn set_stage(
        connection: &mut Connection,
        number: NumberOf<Self>,
        stage: Self::Stage,
    ) -> impl Future<Output = Result<(), Error>> + Send;

    /// The contact of one, if it has one.
    fn contact(
        connection: &mut Connection,
        number: NumberOf<Self>,
    ) -> impl Future<Output = Result<Option<ContactId>, Error>> + Send;

    /// Lets one belong to a contact, or to none, because somebody chose so.
    fn set_contact(
        connection: &mut Connection,
        number: NumberOf<Self>,
        contact: Option<ContactId>,
    ) -> impl Future<Output = Result<(), Error>> + Send;
}

/// What is bound for the number and the words, where something is sought; where no words are, none is found by them.
pub(super) fn sought(
    connection: &Connection,
    sought: Option<&Sought>,
) -> (Option<i64>, Option<i64>, Option<String>) {
    let query = sought.and_then(|sought| sought.query.as_ref());
    let words = match connection {
        // An empty phrase is found nowhere; nothing at all would be no phrase.
        Connection::Sqlite(_) => Some(query.map_or_else(|| "\"\"".to_owned(), sqlite_words)),
        Connection::Postgres(_) => query.map(postgres_words),
    };
    let number = sought.and_then(|sought| sought.number);
    (sought.map(|_| 1), number, words)
}

/// A statement on the records that are [`Wanted`], which are bound as `$1` to `$6`, for the database that is asked.
macro_rules! wanted {
    ($connection:expr, $kind:tt, $columns:expr, $rest:expr) => {
        match $connection {
            Connection::Sqlite(_) => $crate::store::records::statement!(
                $kind,
                $columns,
                concat!("number in (select rowid from ", $crate::store::records::part!(words $kind), " where ",
                    $crate::store::records::part!(words $kind), " match $6)"),
                $rest
            ),
            Connection::Postgres(_) => $crate::store::records::statement!(
                $kind,
                $columns,
                "array_to_tsvector(string_to_array(words, ' ')) @@ cast($6 as tsquery)",
                $rest
            ),
        }
    };
}

/// What differs between the tables, by name.
macro_rules! part {
    (words { $table:literal, $words:literal, $stage:literal, $owner:literal }) => {
        $words
    };
}

/// The words of a statement on the records that are [`Wanted`].
macro_rules! statement {
    ({ $table:literal, $words:literal, $stage:literal, $owner:literal }, $columns:expr, $has_words:expr, $rest:expr) => {
        concat!(
            "select ",
            $columns,
            " from ",
            $table,
            " where ($1 is null or ",
            $stage,
            " = $1) and ($2 is null or team = $2) and ($3 is null or ",
            $owner,
            " = $3) and ($4 is null or number = $5 or ",
            $has_words,
            ") ",
            $rest
        )
    };
}

/// Runs a statement with the condition of [`Wanted`] and what is bound besides.
macro_rules! found {
    ($connection:expr, $row:ty, $statement:expr, $wanted:expr, $stage:expr $(, $value:expr)*) => {{
        let (is_sought, number, words) =
            $crate::store::records::sought($connection, $wanted.sought.as_ref());
        $crate::store::connection::all!(
            $connection,
            $row,
            $statement,
            $stage.map(domain::record::Stage::word),
            $wanted.filter.team.map(|team| team.0),
            $wanted.owner.map(|owner| owner.0),
            is_sought,
            number,
            words
            $(, $value)*
        )
    }};
}

/// The statements of [`Kept`] that differ between its tables by names alone.
macro_rules! statements {
    (
        table: $table:literal, words: $words:literal, stage: $stage:literal, owner: $owner:literal,
        columns: $columns:literal, further: $further:literal, order: $order:literal, open: $open:literal,
        card: $card:ty, row: $row:ty
    ) => {
        async fn newest(
            connection: &mut Connection,
            wanted: &Wanted<Self::Stage>,
            below: Option<NumberOf<Self>>,
            limit: usize,
        ) -> Result<Vec<CardOf<Self>>, Error> {
            let statement = $crate::store::records::wanted!(
                connection,
                { $table, $words, $stage, $owner },
                $columns,
                "and number < $7 order by number desc limit $8"
            );
            let rows = $crate::store::records::found!(
                connection,
                $card,
                statement,
                wanted,
                wanted.filter.stage,
                below.map_or(i64::MAX, i64::from),
                i64::try_from(limit).unwrap_or(i64::MAX)
            )?;
            rows.into_iter().map(CardOf::<Self>::try_from).collect()
        }

        async fn column(
            connection: &mut Connection,
            wanted: &Wanted<Self::Stage>,
            stage: Self::Stage,
        ) -> Result<Vec<CardOf<Self>>, Error> {
            let statement = $crate::store::records::wanted!(
                connection,
                { $table, $words, $stage, $owner },
                $columns,
                concat!("order by ", $order, " limit $7")
            );
            let rows = $crate::store::records::found!(
                connection,
                $card,
                statement,
                wanted,
                Some(stage),
                i64::try_from(limit::RECORDS_PAGE).unwrap_or(i64::MAX)
            )?;
            rows.into_iter().map(CardOf::<Self>::try_from).collect()
        }

        async fn count_by_stage(
            connection: &mut Connection,
            wanted: &Wanted<Self::Stage>,
        ) -> Result<Vec<(String, i64)>, Error> {
            let statement = $crate::store::records::wanted!(
                connection,
                { $table, $words, $stage, $owner },
                concat!($stage, ", count(*)"),
                concat!("group by ", $stage)
            );
            let counts = $crate::store::records::found!(
                connection,
                (String, i64),
                statement,
                wanted,
                wanted.filter.stage
            )?;
            Ok(counts)
        }

        async fn open_of(
            connection: &mut Connection,
            visitor: VisitorId,
            limit: usize,
        ) -> Result<Vec<CardOf<Self>>, Error> {
            let rows = all!(
                connection,
                $card,
                concat!(
                    "select ", $columns, " from ", $table,
                    " where (visitor = $1 or contact = (select contact from visitors where id = $1)) and ", $stage,
                    " in (", $open, ") order by number desc limit $2"
                ),
                visitor.0,
                i64::try_from(limit).unwrap_or(i64::MAX)
            )?;
            rows.into_iter().map(CardOf::<Self>::try_from).collect()
        }

        async fn of_contact(
            connection: &mut Connection,
            contact: ContactId,
            limit: usize,
        ) -> Result<Vec<CardOf<Self>>, Error> {
            let rows = all!(
                connection,
                $card,
                concat!(
                    "select ", $columns, " from ", $table, " where contact = $1 order by number desc limit $2"
                ),
                contact.0,
                i64::try_from(limit).unwrap_or(i64::MAX)
            )?;
            rows.into_iter().map(CardOf::<Self>::try_from).collect()
        }

        async fn by_number(
            connection: &mut Connection,
            number: NumberOf<Self>,
        ) -> Result<Option<Self::Record>, Error> {
            let row = find!(
                connection,
                $row,
                concat!("select ", $columns, ", ", $further, " from ", $table, " where number = $1"),
                i64::from(number)
            )?;
            row.map(Self::Record::try_from).transpose()
        }

        async fn made_by(
            connection: &mut Connection,
            client_id: ClientId,
        ) -> Result<Option<MadeBy<Self>>, Error> {
            let row = find!(
                connection,
                (i64, Option<Uuid>),
                concat!("select number, conversation from ", $table, " where client_id = $1"),
                client_id.0
            )?;
            Ok(row.map(|(number, conversation)| (number.into(), conversation.map(ConversationId))))
        }

        async fn set_stage(
            connection: &mut Connection,
            number: NumberOf<Self>,
            stage: Self::Stage,
        ) -> Result<(), Error> {
            execute!(
                connection,
                concat!(
                    "update ", $table, " set ", $stage, " = $2, version = version + 1 where number = $1 and ",
                    $stage, " <> $2"
                ),
                i64::from(number),
                stage.word()
            )?;
            Ok(())
        }

        async fn contact(
            connection: &mut Connection,
            number: NumberOf<Self>,
        ) -> Result<Option<ContactId>, Error> {
            let row = find!(
                connection,
                (Option<Uuid>,),
                concat!("select contact from ", $table, " where number = $1"),
                i64::from(number)
            )?;
            Ok(row.and_then(|(contact,)| contact).map(ContactId))
        }

        async fn set_contact(
            connection: &mut Connection,
            number: NumberOf<Self>,
            contact: Option<ContactId>,
        ) -> Result<(), Error> {
            execute!(
                connection,
                concat!("update ", $table, " set contact = $2, is_contact_chosen = 1 where number = $1"),
                i64::from(number),
                contact.map(|contact| contact.0)
            )?;
            Ok(())
        }
    };
}

pub(super) use {found, part, statement, statements, wanted};
