//! The list of conversations as one operator's console holds it, kept up by events (spec 8.2).

use crate::conversation::{Conversation, Status};
use crate::event::{Event, Happening, Position};
use crate::id::{ConversationId, UserId};
use crate::message::{Author, Message, MessageNumber};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A conversation in an operator's inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxRow {
    /// The journal up to here is in it.
    pub position: Position,
    /// The conversation.
    pub conversation: Conversation,
    /// Messages of others that this operator has not seen, by number.
    pub unread: Vec<MessageNumber>,
    /// Those messages among them that call this operator by name (spec 10.6).
    #[serde(default)]
    pub mentions: Vec<MessageNumber>,
}

/// The conversations of the inbox, newest activity first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    /// Whose inbox.
    pub user: UserId,
    /// Newest activity first; of equal activity the higher id first.
    pub rows: Vec<InboxRow>,
    /// Where the newest conversations that were read end, if there are more: by activity and id. Rows beyond this place are here
    /// because somebody looks for help there, or because they were fetched alone.
    pub older_than: Option<Place>,
}

/// A place among conversations: newest activity first, of equal activity the higher id first.
pub type Place = (Timestamp, ConversationId);

/// Before all places.
const TOP: Place = (Timestamp(i64::MAX), ConversationId(Uuid::max()));

/// What an event did to the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// The inbox is up to date with it.
    Done,
    /// The event is of a conversation further down than the inbox reaches: its row must be fetched.
    Unknown(ConversationId),
}

impl Inbox {
    /// Takes in an event; what is in it already changes nothing.
    pub fn apply(&mut self, event: &Event) -> Applied {
        if let Happening::Started(conversation) = &event.happening {
            if self.row(event.conversation).is_none() {
                self.rows.push(InboxRow {
                    position: event.position,
                    conversation: (**conversation).clone(),
                    unread: Vec::new(),
                    mentions: Vec::new(),
                });
                self.sort();
            }
            return Applied::Done;
        }
        if event.happening == Happening::Erased {
            self.rows
                .retain(|row| row.conversation.id != event.conversation);
            return Applied::Done;
        }
        let user = self.user;
        let found = self
            .rows
            .iter_mut()
            .find(|row| row.conversation.id == event.conversation);
        let Some(row) = found else {
            return Applied::Unknown(event.conversation);
        };
        row.apply(event, user);
        self.sort();
        Applied::Done
    }

    /// Puts a fetched row in its place, unless a newer one is there.
    pub fn insert(&mut self, row: InboxRow) {
        let known = self
            .rows
            .iter_mut()
            .find(|known| known.conversation.id == row.conversation.id);
        match known {
            Some(known) if known.position >= row.position => return,
            Some(known) => *known = row,
            None => self.rows.push(row),
        }
        self.sort();
    }

    /// Puts the next page after what is there.
    pub fn append(&mut self, rows: Vec<InboxRow>, older_than: Option<Place>) {
        for row in rows {
            self.insert(row);
        }
        self.older_than = older_than;
    }

    /// Lets go of conversations that are over and in which nothing waits for this operator, but for those that `is_kept` names, and
    /// for `most` that were active last: an inbox that is open for days would hold all that ever happened meanwhile. They can be asked
    /// for as all older ones.
    pub fn let_go(&mut self, most: usize, is_kept: impl Fn(ConversationId) -> bool) {
        let user = self.user;
        let may_go = |row: &InboxRow| {
            let of = &row.conversation;
            !of.is_open() && !row.waits_for(user) && !is_kept(of.id)
        };
        let count = self.rows.iter().filter(|row| may_go(row)).count();
        for _ in most..count {
            let Some(last) = self.rows.iter().rposition(&may_go) else {
                return;
            };
            let gone = self.rows.remove(last).place();
            if self.older_than.is_none_or(|end| end <= gone) {
                let above = last.checked_sub(1).and_then(|above| self.rows.get(above));
                self.older_than = Some(above.map_or(TOP, InboxRow::place));
            }
        }
    }

    /// A side of a conversation has read up to a message.
    pub fn see(&mut self, conversation: ConversationId, reader: &Author, number: MessageNumber) {
        let user = self.user;
        let found = self
            .rows
            .iter_mut()
            .find(|row| row.conversation.id == conversation);
        if let Some(row) = found {
            row.conversation.see(reader, number);
            if reader.is_user(user) {
                row.unread.retain(|unread| *unread > number);
                row.mentions.retain(|mention| *mention > number);
            }
        }
    }

    /// The row of a conversation.
    pub fn row(&self, conversation: ConversationId) -> Option<&InboxRow> {
        self.rows
            .iter()
            .find(|row| row.conversation.id == conversation)
    }

    /// The conversations in which somebody looks for help, longest first (spec 8.2).
    pub fn looking_for_help(&self) -> Vec<&InboxRow> {
        let mut calls: Vec<&InboxRow> = Vec::new();
        let since = |row: &InboxRow| {
            let of = &row.conversation;
            (of.help_since.unwrap_or(of.active_at), of.id)
        };
        for row in &self.rows {
            if row.conversation.status() == Some(Status::LookingForHelp) {
                // They are few, and sorting them is more code than a first page wants.
                let place = calls.iter().position(|other| since(other) > since(row));
                calls.insert(place.unwrap_or(calls.len()), row);
            }
        }
        calls
    }

    /// How many conversations wait for this operator with something unread.
    pub fn unread(&self) -> usize {
        self.rows
            .iter()
            .filter(|row| row.waits_for(self.user))
            .count()
    }

    fn sort(&mut self) {
        self.rows.sort_by_key(|row| std::cmp::Reverse(row.place()));
    }
}

impl InboxRow {
    /// Where it stands.
    pub fn place(&self) -> Place {
        (self.conversation.active_at, self.conversation.id)
    }

    /// Whether something unread here is this operator's to answer, or calls him.
    pub fn waits_for(&self, user: UserId) -> bool {
        !self.mentions.is_empty() || !self.unread.is_empty() && self.conversation.concerns(user)
    }

    fn apply(&mut self, event: &Event, user: UserId) {
        if event.position <= self.position {
            return;
        }
        self.position = event.position;
        self.conversation.apply(&event.happening);
        self.conversation.pass(event.at);
        match &event.happening {
            Happening::Said(message) => self.hear(message, user),
            Happening::Deleted { number } => {
                self.unread.retain(|unread| unread != number);
                self.mentions.retain(|mention| mention != number);
            }
            Happening::Mentioned { number, users }
                if users.contains(&user) && !self.mentions.contains(number) =>
            {
                self.mentions.push(*number);
            }
            _ => {}
        }
    }

    fn hear(&mut self, message: &Message, user: UserId) {
        if message.author.is_user(user) {
            self.unread.clear();
            self.mentions.clear();
        } else if !matches!(message.author, Author::Bot(_) | Author::System) {
            self.unread.push(message.number);
        }
    }
}
