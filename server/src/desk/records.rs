//! Tickets and leads: made of conversations, found, moved on and changed by everybody who answers (spec 11.2, 11.3, 10.3).

use super::file_links::FileLinks;
use super::teams::app_state_in;
use super::transcripts::all_said;
use super::{Desk, Signal, allow};
use crate::error::Error;
use crate::store::records::{CardOf, DraftOf, Kept, NumberOf, Source, Wanted};
use crate::store::{Connection, contacts, conversations, facts, teams, users};
use domain::conversation::Conversation;
use domain::id::{ClientId, ContactId, ConversationId};
use domain::limit;
use domain::permission::Deed;
use domain::problem::Fault;
use domain::record::{
    Card, Draft, Record, RecordColumn, RecordFilter, RecordPage, Sought, Stage, Versioned,
};
use domain::team::Unready;
use domain::time::Timestamp;
use domain::transcript::{runs_with, text_within};
use domain::user::User;
use domain::wire::console::SharedList;

/// A conversation that becomes a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    /// Which.
    pub(super) conversation: ConversationId,
    /// The request.
    pub(super) client_id: ClientId,
}

impl Desk {
    /// Makes a record of a conversation, as `draft` says it, for the team with *Live Chat* of the highest priority; the same request
    /// once more is answered by the record that it made, as it is now.
    pub(super) async fn make_record<K: Kept>(
        &self,
        user: &User,
        origin: Origin,
        draft: DraftOf<K>,
    ) -> Result<Result<CardOf<K>, Unready>, Error> {
        allow(user, K::APP.using())?;
        let draft = draft.check().map_err(Error::Invalid)?;
        let now = self.clock.now();
        let made = self.store.write(move |work| {
            Box::pin(async move {
                let Origin {
                    conversation,
                    client_id,
                } = origin;
                let visitor = work.conversation(conversation).await?.visitor;
                let database = work.database().await?;
                if let Some((number, made_of)) = K::made_by(database, client_id).await? {
                    // An id is made for one request.
                    if made_of != Some(conversation) {
                        return Err(Error::Conflict);
                    }
                    return Ok(Ok(present::<K>(database, number).await?.card().clone()));
                }
                let state = app_state_in(database, K::APP).await?;
                let team = match state.live_chat_team() {
                    Ok(team) => team.id,
                    Err(unready) => return Ok(Err(unready)),
                };
                let source = Source {
                    client_id,
                    conversation,
                    visitor,
                };
                let number = add::<K>(database, source, &draft.for_team(team), now).await?;
                Ok(Ok(present::<K>(database, number).await?.card().clone()))
            })
        });
        let made = made.await?;
        if made.is_ok() {
            self.signal(Signal::Changed(K::APP.records()));
        }
        Ok(made)
    }

    /// A page of the records that are asked for, newest first, below a number.
    pub(super) async fn record_page<K: Kept>(
        &self,
        user: &User,
        filter: RecordFilter<K::Stage>,
        below: Option<NumberOf<K>>,
    ) -> Result<RecordPage<CardOf<K>, NumberOf<K>>, Error> {
        allow(user, K::APP.using())?;
        let Some(wanted) = wanted(user, filter)? else {
            return Ok(RecordPage::default());
        };
        let most = limit::RECORDS_PAGE;
        let mut connection = self.store.read().await?;
        let mut found = K::newest(&mut connection, &wanted, below, most + 1).await?;
        let has_more = found.len() > most;
        found.truncate(most);
        let below = found.last().filter(|_| has_more).map(Card::number);
        Ok(RecordPage {
            records: found,
            below,
        })
    }

    /// The records that are asked for, by stage.
    pub(super) async fn record_board<K: Kept>(
        &self,
        user: &User,
        filter: RecordFilter<K::Stage>,
    ) -> Result<Vec<RecordColumn<K::Stage, CardOf<K>>>, Error> {
        allow(user, K::APP.using())?;
        let asked = filter.stage;
        let stages = K::Stage::EVERY.iter().copied();
        let stages = stages.filter(|one| asked.is_none_or(|stage| stage == *one));
        let wanted = wanted(user, filter)?;
        let mut connection = self.store.read().await?;
        let counts = match &wanted {
            Some(wanted) => K::count_by_stage(&mut connection, wanted).await?,
            None => Vec::new(),
        };
        let mut board = Vec::new();
        for stage in stages {
            let count = counts.iter().find(|(word, _)| word == stage.word());
            let count = count.map_or(0, |(_, count)| *count);
            let records = match &wanted {
                Some(wanted) if count > 0 => K::column(&mut connection, wanted, stage).await?,
                _ => Vec::new(),
            };
            board.push(RecordColumn {
                stage,
                count: usize::try_from(count).unwrap_or_default(),
                records,
            });
        }
        Ok(board)
    }

    /// A record.
    pub(super) async fn record<K: Kept>(
        &self,
        user: &User,
        number: NumberOf<K>,
    ) -> Result<K::Record, Error> {
        allow(user, K::APP.using())?;
        present::<K>(&mut self.store.read().await?, number).await
    }

    /// The records of a conversation's visitor, and of his contact, on which something is left to be done, newest first; `None` while
    /// their app is off.
    pub(super) async fn open_records<K: Kept>(
        &self,
        user: &User,
        conversation: ConversationId,
    ) -> Result<Option<Vec<CardOf<K>>>, Error> {
        allow(user, K::APP.using())?;
        let mut connection = self.store.read().await?;
        let held = conversations::held(&mut connection, conversation).await?;
        let visitor = held.ok_or(Error::NotFound)?.visitor;
        if !app_state_in(&mut connection, K::APP).await?.is_on {
            return Ok(None);
        }
        let open = K::open_of(&mut connection, visitor, limit::OPEN_RECORDS).await?;
        Ok(Some(open))
    }

    /// Puts what its form says in the place of a record.
    ///
    /// # Errors
    /// [`Error::Conflict`] if somebody else has changed it since `version` was read.
    pub(super) async fn change_record<K: Kept>(
        &self,
        user: &User,
        number: NumberOf<K>,
        version: i64,
        draft: DraftOf<K>,
    ) -> Result<K::Record, Error> {
        allow(user, K::APP.using())?;
        let draft = draft.check().map_err(Error::Invalid)?;
        let changed = self.store.write(move |work| {
            Box::pin(async move {
                let database = work.database().await?;
                let before = present::<K>(database, number).await?;
                if before.version() != version {
                    return Err(Error::Conflict);
                }
                let known = before.draft();
                know::<K>(database, &known, &draft).await?;
                if known != draft {
                    K::change(database, number, &draft).await?;
                }
                present::<K>(database, number).await
            })
        });
        let changed = changed.await?;
        self.signal(Signal::Changed(K::APP.records()));
        Ok(changed)
    }

    /// Moves a record to a stage.
    pub(super) async fn move_record<K: Kept>(
        &self,
        user: &User,
        number: NumberOf<K>,
        stage: K::Stage,
    ) -> Result<(), Error> {
        allow(user, K::APP.using())?;
        let moved = self.store.write(move |work| {
            Box::pin(async move {
                let database = work.database().await?;
                present::<K>(database, number).await?;
                K::set_stage(database, number, stage).await
            })
        });
        moved.await?;
        self.signal(Signal::Changed(K::APP.records()));
        Ok(())
    }

    /// Lets a record belong to a contact, or to none, whatever its conversation's visitor said of himself.
    ///
    /// # Errors
    /// [`Fault::Unknown`] at `contact` if there is no such contact.
    pub(super) async fn give_record<K: Kept>(
        &self,
        user: &User,
        number: NumberOf<K>,
        contact: Option<ContactId>,
    ) -> Result<(), Error> {
        allow(user, K::APP.using())?;
        allow(user, Deed::UseContacts)?;
        let given = self.store.write(move |work| {
            Box::pin(async move {
                let database = work.database().await?;
                present::<K>(database, number).await?;
                if let Some(contact) = contact
                    && contacts::by_id(database, contact).await?.is_none()
                {
                    return Err(Error::invalid("contact", Fault::Unknown));
                }
                let before = K::contact(database, number).await?;
                K::set_contact(database, number, contact).await?;
                if let Some(before) = before.filter(|before| Some(*before) != contact) {
                    contacts::remove_if_left(database, before).await?;
                }
                Ok(())
            })
        });
        given.await?;
        self.signal(Signal::Changed(K::APP.records()));
        self.signal(Signal::Changed(SharedList::Contacts));
        Ok(())
    }

    /// A conversation, and what was said in it as a record tells it. It is read beside the writer, who is waited for by all.
    pub(super) async fn told(
        &self,
        conversation: ConversationId,
    ) -> Result<(Conversation, String), Error> {
        let mut connection = self.store.read().await?;
        let held = conversations::held(&mut connection, conversation).await?;
        let known = held.ok_or(Error::NotFound)?.conversation;
        let files = self.console_file_links();
        let description = description(&mut connection, &known, &files).await?;
        Ok((known, description))
    }
}

/// What was said in a conversation, as a record tells it: its end, if it is too long.
pub(super) async fn description(
    connection: &mut Connection,
    conversation: &Conversation,
    files: &FileLinks,
) -> Result<String, Error> {
    let said = all_said(connection, conversation.id).await?;
    let runs = runs_with(&said, &conversation.visitor_name, |file| {
        format!("{} {}", file.name, files.to(file.id))
    });
    Ok(text_within(&runs, limit::RECORD_DESCRIPTION_CHARACTERS))
}

/// Makes a record, which reports count from then on.
pub(super) async fn add<K: Kept>(
    database: &mut Connection,
    source: Source,
    draft: &DraftOf<K>,
    now: Timestamp,
) -> Result<NumberOf<K>, Error> {
    let number = K::add(database, source, draft, now).await?;
    facts::add_record(database, K::APP, source.conversation).await?;
    Ok(number)
}

async fn present<K: Kept>(
    database: &mut Connection,
    number: NumberOf<K>,
) -> Result<K::Record, Error> {
    let found = K::by_number(database, number).await?;
    found.ok_or(Error::NotFound)
}

/// A record cannot be given to who or what is gone meanwhile.
async fn know<K: Kept>(
    database: &mut Connection,
    before: &DraftOf<K>,
    draft: &DraftOf<K>,
) -> Result<(), Error> {
    if let Some(team) = draft.team().filter(|_| draft.team() != before.team())
        && teams::by_id(database, K::APP, team).await?.is_none()
    {
        return Err(Error::invalid("team", Fault::Unknown));
    }
    if let Some(owner) = draft.owner().filter(|_| draft.owner() != before.owner())
        && users::by_id(database, owner).await?.is_none()
    {
        return Err(Error::invalid(DraftOf::<K>::OWNER, Fault::Unknown));
    }
    Ok(())
}

/// What a filter asks for; `None` where nothing can be meant by its words.
fn wanted<S: Stage>(user: &User, filter: RecordFilter<S>) -> Result<Option<Wanted<S>>, Error> {
    let sought = sought(&filter.words)?;
    if sought.as_ref().is_some_and(Sought::is_nothing) {
        return Ok(None);
    }
    Ok(Some(Wanted {
        owner: filter.is_mine.then_some(user.id),
        filter,
        sought,
    }))
}

/// What somebody typed to find a record.
pub(super) fn sought(words: &str) -> Result<Option<Sought>, Error> {
    Sought::parse(words).map_err(|fault| Error::invalid("q", fault))
}
