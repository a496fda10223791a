//! What a command does to the database: changes are gathered and written in few statements at the end of the batch.

use super::connection::Connection;
use super::flush;
use super::journal::{self, Head};
use super::remembered::{Held, Remembered};
use super::{conversations, messages, seen};
use crate::error::Error;
use domain::conversation::Conversation;
use domain::event::{
    ChannelChange, ChannelEvent, Entry, Event, Happening, PersonChange, PersonEvent, Position,
};
use domain::id::{ChannelId, ClientId, ConversationId, UserId, VisitorId};
use domain::message::{Author, Message, MessageNumber};
use domain::report::Fact;
use domain::time::Timestamp;
use std::collections::HashMap;

/// Entries of others that are read to learn what to forget; if there are more, everything is forgotten.
const MOST_NEWS: i64 = 4_096;

/// A line that is not yet in the database.
#[derive(Debug)]
pub(super) struct NewMessage {
    /// Where it stands.
    pub(super) conversation: ConversationId,
    /// The line.
    pub(super) message: Message,
}

/// A request about a conversation, as its sender calls it.
pub(crate) type Request = (ConversationId, ClientId);

/// A batch of commands on its way into the database.
#[derive(Debug)]
pub(crate) struct Work<'w> {
    connection: &'w mut Connection,
    remembered: &'w mut Remembered,
    head: Head,
    changed: Vec<ConversationId>,
    /// Conversations in which something happened that reports may count.
    counted: Vec<ConversationId>,
    messages: Vec<NewMessage>,
    seen: Vec<(ConversationId, UserId, MessageNumber)>,
    entries: Vec<Entry>,
    /// Whether requests were carried out before, as far as it was looked up.
    looked_up: HashMap<Request, Option<MessageNumber>>,
    /// What the present command has replaced.
    undo: Vec<(ConversationId, Option<Held>)>,
}

/// How much was gathered when a command began.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    changed: usize,
    counted: usize,
    messages: usize,
    seen: usize,
    entries: usize,
}

impl<'w> Work<'w> {
    pub(super) fn new(
        connection: &'w mut Connection,
        remembered: &'w mut Remembered,
        head: Head,
    ) -> Self {
        Self {
            connection,
            remembered,
            head,
            changed: Vec::new(),
            counted: Vec::new(),
            messages: Vec::new(),
            seen: Vec::new(),
            entries: Vec::new(),
            looked_up: HashMap::new(),
            undo: Vec::new(),
        }
    }

    /// The database, with everything gathered so far written to it. Only for commands that have a savepoint.
    pub(crate) async fn database(&mut self) -> Result<&mut Connection, Error> {
        self.flush().await?;
        Ok(self.connection)
    }

    /// A conversation as it stands after everything before.
    pub(crate) async fn conversation(&mut self, id: ConversationId) -> Result<Held, Error> {
        if let Some(held) = self.remembered.get(id) {
            return Ok(held.clone());
        }
        let held = conversations::held(self.connection, id)
            .await?
            .ok_or(Error::NotFound)?;
        self.remembered.put(held.clone());
        Ok(held)
    }

    /// Forgets the conversations in which others have written since the batch before.
    pub(super) async fn catch_up(&mut self) -> Result<(), Error> {
        let Some(since) = self.remembered.begin(self.head) else {
            return Ok(());
        };
        if self.head.position.0.saturating_sub(since.0) > MOST_NEWS {
            self.remembered.forget();
            self.remembered.committed(self.head);
            return Ok(());
        }
        for id in journal::conversations_since(self.connection, since).await? {
            self.remembered.remove(id);
        }
        Ok(())
    }

    /// Reads in few statements those of these conversations that are not remembered.
    pub(super) async fn recall(&mut self, mut ids: Vec<ConversationId>) -> Result<(), Error> {
        ids.retain(|id| self.remembered.get(*id).is_none());
        ids.sort_unstable();
        ids.dedup();
        for held in conversations::all_held(self.connection, &ids).await? {
            self.remembered.put(held);
        }
        Ok(())
    }

    /// Looks up in few statements which of these requests were carried out before.
    pub(super) async fn look_up(&mut self, requests: Vec<Request>) -> Result<(), Error> {
        let found = flush::numbers_of(self.connection, &requests).await?;
        self.looked_up = requests
            .into_iter()
            .map(|request| (request, None))
            .collect();
        self.looked_up.extend(
            found
                .into_iter()
                .map(|(request, number)| (request, Some(number))),
        );
        Ok(())
    }

    /// The line that a request made when it was carried out before.
    pub(crate) async fn carried_out(
        &mut self,
        conversation: ConversationId,
        client_id: ClientId,
    ) -> Result<Option<MessageNumber>, Error> {
        let waiting = self
            .messages
            .iter()
            .find(|new| new.conversation == conversation && new.message.client_id == client_id);
        if let Some(new) = waiting {
            return Ok(Some(new.message.number));
        }
        if let Some(known) = self.looked_up.get(&(conversation, client_id)) {
            return Ok(*known);
        }
        messages::number_of(self.connection, conversation, client_id).await
    }

    /// Something happened in a conversation, which stands here as it is afterwards.
    pub(crate) fn happened(
        &mut self,
        mut conversation: Conversation,
        visitor: VisitorId,
        happening: Happening,
        at: Timestamp,
    ) {
        conversation.pass(at);
        let id = conversation.id;
        if let Some(message) = happening.added() {
            self.messages.push(NewMessage {
                conversation: id,
                message: message.clone(),
            });
        }
        if let Happening::Said(message) = &happening
            && let Author::Operator(operator) = &message.author
        {
            self.seen.push((id, operator.id, message.number));
        }
        self.entries.push(Entry::Conversation(Event {
            position: Position(0),
            conversation: id,
            at,
            happening,
        }));
        self.counted.push(id);
        self.change(Held {
            conversation,
            visitor,
        });
    }

    /// A channel is not what it was; what it is now stands in the database already.
    pub(crate) fn channel_changed(
        &mut self,
        channel: ChannelId,
        change: ChannelChange,
        at: Timestamp,
    ) {
        self.entries.push(Entry::Channel(ChannelEvent {
            position: Position(0),
            channel,
            at,
            change,
        }));
    }

    /// Somebody who can sign in is not who he was; who he is now stands in the database already.
    pub(crate) fn person_changed(&mut self, user: UserId, change: PersonChange, at: Timestamp) {
        self.entries.push(Entry::Person(PersonEvent {
            position: Position(0),
            user,
            at,
            change,
        }));
    }

    /// Whether this batch has yet to write into the journal what happened in a conversation.
    pub(crate) fn is_told(&self, conversation: ConversationId) -> bool {
        let mut events = self.entries.iter().filter_map(Entry::event);
        events.any(|event| event.conversation == conversation)
    }

    /// A conversation was erased from the database: nobody here knows it any more.
    pub(crate) fn erased(&mut self, conversation: ConversationId, at: Timestamp) {
        self.remembered.remove(conversation);
        self.looked_up
            .retain(|(known, _), _| *known != conversation);
        self.entries.push(Entry::Conversation(Event {
            position: Position(0),
            conversation,
            at,
            happening: Happening::Erased,
        }));
    }

    /// A user has read a conversation up to a message; whether he had not before.
    pub(crate) async fn saw(
        &mut self,
        conversation: ConversationId,
        user: UserId,
        number: MessageNumber,
    ) -> Result<bool, Error> {
        let waiting = self
            .seen
            .iter()
            .any(|(seen, reader, to)| *seen == conversation && *reader == user && *to >= number);
        if waiting || seen::of(self.connection, conversation, user).await? >= number {
            return Ok(false);
        }
        self.seen.push((conversation, user, number));
        Ok(true)
    }

    /// A conversation changed in a way that the journal does not tell.
    pub(crate) fn change(&mut self, held: Held) {
        let id = held.conversation.id;
        let before = self.remembered.put(held);
        self.undo.push((id, before));
        self.changed.push(id);
    }

    pub(super) fn mark(&mut self) -> Mark {
        self.undo.clear();
        Mark {
            changed: self.changed.len(),
            counted: self.counted.len(),
            messages: self.messages.len(),
            seen: self.seen.len(),
            entries: self.entries.len(),
        }
    }

    /// Takes back what was gathered since the mark.
    pub(super) fn undo(&mut self, mark: Mark) {
        self.changed.truncate(mark.changed);
        self.counted.truncate(mark.counted);
        self.messages.truncate(mark.messages);
        self.seen.truncate(mark.seen);
        self.entries.truncate(mark.entries);
        while let Some((id, before)) = self.undo.pop() {
            match before {
                Some(held) => drop(self.remembered.put(held)),
                None => self.remembered.remove(id),
            }
        }
    }

    /// Writes what was gathered, but for the journal.
    pub(super) async fn flush(&mut self) -> Result<(), Error> {
        self.changed.sort_unstable();
        self.changed.dedup();
        let changed: Vec<&Held> = self
            .changed
            .iter()
            .filter_map(|id| self.remembered.get(*id))
            .collect();
        flush::conversations(self.connection, &changed).await?;
        self.counted.sort_unstable();
        self.counted.dedup();
        let counted: Vec<Fact> = self
            .counted
            .iter()
            .filter_map(|id| self.remembered.get(*id))
            .map(|held| Fact::of(&held.conversation))
            .collect();
        flush::facts(self.connection, &counted).await?;
        flush::messages(self.connection, &self.messages).await?;
        flush::seen(self.connection, &self.furthest_seen()).await?;
        self.seen.clear();
        for new in self.messages.drain(..) {
            let request = (new.conversation, new.message.client_id);
            self.looked_up.insert(request, Some(new.message.number));
        }
        self.changed.clear();
        self.counted.clear();
        Ok(())
    }

    /// One statement cannot touch a row twice, so each marker stands here once.
    fn furthest_seen(&self) -> Vec<(ConversationId, UserId, MessageNumber)> {
        let mut furthest = HashMap::new();
        for (conversation, user, number) in &self.seen {
            let known = furthest.entry((*conversation, *user)).or_insert(*number);
            *known = (*known).max(*number);
        }
        furthest
            .into_iter()
            .map(|((conversation, user), number)| (conversation, user, number))
            .collect()
    }

    /// Writes everything; where the journal stands once this is committed.
    pub(super) async fn finish(mut self) -> Result<Head, Error> {
        self.flush().await?;
        let mut position = self.head.position;
        for entry in &mut self.entries {
            position = Position(position.0.saturating_add(1));
            entry.stands_at(position);
        }
        flush::entries(self.connection, &self.entries).await?;
        let head = Head {
            position,
            ..self.head
        };
        super::journal::move_head(self.connection, head).await?;
        Ok(head)
    }

    pub(super) async fn savepoint(&mut self, step: Savepoint) -> Result<(), sqlx::Error> {
        let statement = match step {
            Savepoint::Set => "savepoint command",
            Savepoint::Release => "release savepoint command",
            Savepoint::Return => {
                // It may tell of lines that the command wrote and that are gone again.
                self.looked_up.clear();
                "rollback to savepoint command"
            }
        };
        super::connection::execute!(self.connection, statement).map(drop)
    }
}

/// What to do with the savepoint of a command.
#[derive(Clone, Copy, Debug)]
pub(super) enum Savepoint {
    /// Set it before the command.
    Set,
    /// The command succeeded.
    Release,
    /// The command failed.
    Return,
}
