//! Conversations that are found by what was said in them and by what is known of them (spec 8.9).

use super::reports::by_clocks_of;
use super::{Desk, allow};
use crate::error::Error;
use crate::store::conversations::After as Newest;
use crate::store::journal::Head;
use crate::store::search::FoundLine;
use crate::store::{Connection, conversations, journal, mentions, search};
use domain::event::Position;
use domain::id::ConversationId;
use domain::inbox::InboxRow;
use domain::limit;
use domain::message::MessageNumber;
use domain::permission::Deed;
use domain::search::{After, Found, FoundPage, Hit, NOTE, Query, Wanted, excerpt};
use domain::user::User;
use domain::wire::Refusal;
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// How long a turn of the job lasts: as long as more is said than can be made findable beside it, most of each second is left to
/// the saying, and to the other jobs.
pub(super) const TURN: Duration = Duration::from_millis(250);

impl Desk {
    /// Lets what was said until now be found, as far as it can be done in `at_most`. Done once a second.
    pub(super) async fn index(&self, at_most: Duration) -> Result<(), Error> {
        let head = journal::head(&mut self.store.read().await?).await?;
        self.index_up_to(head.position, Some(at_most)).await
    }

    /// A view of the database in which all is found that was said until now, also just now; and where its journal stands.
    async fn read_findable(&self) -> Result<(Connection, Head), Error> {
        let mut connection = self.store.read().await?;
        let head = journal::head(&mut connection).await?;
        if !search::is_behind(&mut connection, head.position).await? {
            return Ok((connection, head));
        }
        drop(connection);
        self.index_up_to(head.position, None).await?;
        let mut connection = self.store.read().await?;
        let head = journal::head(&mut connection).await?;
        Ok((connection, head))
    }

    async fn index_up_to(
        &self,
        position: Position,
        at_most: Option<Duration>,
    ) -> Result<(), Error> {
        let began = Instant::now();
        let mut goes_on = true;
        while goes_on && search::is_behind(&mut self.store.read().await?, position).await? {
            let next = self.store.write(|work| Box::pin(search::index_next(work)));
            goes_on = next.await? && at_most.is_none_or(|most| began.elapsed() < most);
        }
        Ok(())
    }

    /// A page of the conversations that are wanted, from a place on: by the newest line with the words, or else by activity.
    pub async fn find(
        &self,
        user: &User,
        wanted: Wanted,
        after: Option<After>,
    ) -> Result<FoundPage, Error> {
        allow(user, Deed::ReadConversations)?;
        let asked = by_clocks_of(user, wanted.asked);
        let wanted = Wanted { asked, ..wanted };
        let query = parse(&wanted.words)?;
        if wanted.words.trim().is_empty() {
            return active(&mut self.store.read().await?, user, &wanted, after).await;
        }
        if query.is_empty() {
            return Ok(FoundPage::default());
        }
        let (mut connection, head) = self.read_findable().await?;
        let (as_of, line) = match after {
            None => (head.position.0, i64::MAX),
            Some(After::Line { as_of, line }) => (as_of, line),
            Some(After::Activity(_)) => return Err(Error::Refused(Refusal::Malformed)),
        };
        let most = limit::FOUND_PAGE;
        let sought = (&query, &wanted);
        let mut lines = search::newest(&mut connection, sought, (as_of, line), most + 1).await?;
        let has_more = lines.len() > most;
        lines.truncate(most);
        let last = lines.last().filter(|_| has_more);
        let after = last.map(|last| After::Line {
            as_of,
            line: last.line,
        });
        let ids: Vec<ConversationId> = lines.iter().map(|line| line.conversation).collect();
        let mut rows = rows(&mut connection, user, &ids, head).await?;
        let found = lines.into_iter().filter_map(|line| {
            let row = rows.remove(&line.conversation)?;
            let hit = Some(hit(&line, &query));
            Some(Found { row, hit })
        });
        Ok(FoundPage {
            rows: found.collect(),
            after,
        })
    }

    /// The messages of a conversation in which words stand that are sought, first said first; the newest of them, if there are many.
    pub async fn hits(
        &self,
        user: &User,
        conversation: ConversationId,
        words: &str,
    ) -> Result<Vec<MessageNumber>, Error> {
        allow(user, Deed::ReadConversations)?;
        let query = parse(words)?;
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let (mut connection, _) = self.read_findable().await?;
        let lines = search::within(&mut connection, conversation, &query, limit::HITS).await?;
        // A line is found by the visitor's name as well, which does not stand in it.
        let told = lines
            .into_iter()
            .filter(|line| line.number != NOTE && !query.marks(&line.text).is_empty());
        let mut numbers: Vec<MessageNumber> = told.map(|line| line.number).collect();
        numbers.sort_unstable();
        Ok(numbers)
    }
}

fn parse(words: &str) -> Result<Query, Error> {
    Query::parse(words).map_err(|fault| Error::invalid("q", fault))
}

fn hit(line: &FoundLine, query: &Query) -> Hit {
    Hit {
        number: line.number,
        excerpt: excerpt(&line.text, query),
    }
}

/// A page of those of which no words are sought, newest activity first.
async fn active(
    connection: &mut Connection,
    user: &User,
    wanted: &Wanted,
    after: Option<After>,
) -> Result<FoundPage, Error> {
    let Newest(at, id) = Newest::NOTHING;
    let place = match after {
        None => (at, id),
        Some(After::Activity(place)) => place,
        Some(After::Line { .. }) => return Err(Error::Refused(Refusal::Malformed)),
    };
    let most = limit::FOUND_PAGE;
    let mut ids = search::active(connection, wanted, place, most + 1).await?;
    let has_more = ids.len() > most;
    ids.truncate(most);
    let head = journal::head(connection).await?;
    let mut rows = rows(connection, user, &ids, head).await?;
    let found = ids.iter().filter_map(|id| rows.remove(id));
    let found = found.map(|row| Found { row, hit: None });
    let found: Vec<Found> = found.collect();
    let last = found.last().filter(|_| has_more);
    let after = last.map(|last| {
        let of = &last.row.conversation;
        After::Activity((of.active_at, of.id))
    });
    Ok(FoundPage { rows: found, after })
}

/// These conversations as they stand in the user's inbox.
async fn rows(
    connection: &mut Connection,
    user: &User,
    ids: &[ConversationId],
    head: Head,
) -> Result<HashMap<ConversationId, InboxRow>, Error> {
    let found = conversations::all_held(connection, ids).await?.into_iter();
    let mut rows: HashMap<ConversationId, InboxRow> = found
        .map(|held| {
            let row = InboxRow {
                position: head.position,
                conversation: held.conversation,
                unread: Vec::new(),
                mentions: Vec::new(),
            };
            (row.conversation.id, row)
        })
        .collect();
    for (id, number) in conversations::unread_among(connection, user.id, ids).await? {
        if let Some(row) = rows.get_mut(&id) {
            row.unread.push(number);
        }
    }
    for (id, number) in mentions::unseen(connection, user.id).await? {
        if let Some(row) = rows.get_mut(&id) {
            row.mentions.push(number);
        }
    }
    Ok(rows)
}
