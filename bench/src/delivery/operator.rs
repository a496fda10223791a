//! An operator who answers in every conversation, whatever happens to his connection.

use super::crowd::End;
use super::pace::Pace;
use super::progress::Progress;
use super::scale::Line;
use super::verdict;
use crate::client::backoff;
use crate::client::http::{Credential, Http};
use crate::client::socket::Socket;
use crate::failure::Outcome;
use crate::time::{new_client_id, now};
use domain::chat::{Chat, OlderMessages};
use domain::event::{Cursor, Entry, Event, Position};
use domain::id::{ClientId, ConsoleId, ConversationId};
use domain::inbox::{Applied, Inbox, InboxRow};
use domain::limit;
use domain::message::{Message, MessageNumber};
use domain::outbox::{Outbox, Pending};
use domain::turn::Turns;
use domain::wire::console::{Events, FromConsole, Hello, Poll, Say, Snapshot, ToConsole};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// An operator with what his console holds.
#[derive(Debug)]
pub(crate) struct Operator {
    address: SocketAddr,
    line: Line,
    cookie: String,
    console: ConsoleId,
    /// How many conversations there must be before he writes; he writes in one after the other.
    conversations: usize,
    pace: Pace,
    progress: Arc<Progress>,
    received: Arc<AtomicUsize>,
    held: Option<Held>,
    outboxes: BTreeMap<ConversationId, Outbox>,
    turns: Turns,
    sent: BTreeMap<ConversationId, Vec<String>>,
}

/// The conversations as far as the console has read them.
#[derive(Debug)]
struct Held {
    cursor: Cursor,
    inbox: Inbox,
    chats: BTreeMap<ConversationId, Chat>,
}

impl Operator {
    /// A signed-in operator; `received` tells how many lines he has in all.
    pub(crate) fn new(
        address: SocketAddr,
        line: Line,
        cookie: String,
        conversations: usize,
        pace: Pace,
        progress: Arc<Progress>,
        received: Arc<AtomicUsize>,
    ) -> Self {
        Self {
            address,
            line,
            cookie,
            console: ConsoleId(Uuid::new_v4()),
            conversations,
            pace,
            progress,
            received,
            held: None,
            outboxes: BTreeMap::new(),
            turns: Turns::default(),
            sent: BTreeMap::new(),
        }
    }

    /// Connects, again and again, until told to stop.
    pub(crate) async fn run(mut self, stop: CancellationToken) -> Vec<End> {
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                _ended = self.session() => self.progress.reconnect(),
            }
            backoff::wait().await;
        }
        self.end()
    }

    fn end(mut self) -> Vec<End> {
        let Some(held) = self.held else {
            return Vec::new();
        };
        let log = |row: &InboxRow| {
            let chat = held.chats.get(&row.conversation.id);
            chat.map(|chat| chat.messages.iter().map(verdict::Line::from).collect())
        };
        let rows = held.inbox.rows.iter();
        rows.map(|row| End {
            conversation: row.conversation.public_id,
            sent: self.sent.remove(&row.conversation.id).unwrap_or_default(),
            log: log(row).unwrap_or_default(),
        })
        .collect()
    }

    async fn session(&mut self) -> Outcome<()> {
        match self.line {
            Line::Socket => self.converse().await,
            Line::Polls => self.converse_by_polls().await,
        }
    }

    async fn converse(&mut self) -> Outcome<()> {
        let mut socket = Socket::console(self.address, &self.cookie).await?;
        let hello = Hello {
            console: self.console,
            cursor: self.held.as_ref().map(|held| held.cursor),
        };
        socket.send(&FromConsole::Hello(hello)).await?;
        self.read_first(&mut socket).await?;
        self.turns = Turns::default();
        loop {
            for say in self.next() {
                socket.send(&say).await?;
            }
            let writes_in = self.conversation_to_write_in();
            tokio::select! {
                frame = socket.next() => self.take_in(frame?).await?,
                () = self.pace.due(), if writes_in.is_some() => {
                    if let Some(id) = writes_in {
                        self.write(id);
                    }
                }
            }
        }
    }

    /// What is to be sent now: of each conversation one message at a time, as a console does.
    fn next(&mut self) -> Vec<FromConsole> {
        let Self {
            outboxes, turns, ..
        } = self;
        let next = outboxes.iter().filter_map(|(id, outbox)| {
            let ids = outbox.to_send().map(|pending| pending.client_id);
            let client_id = turns.next(*id, ids)?;
            let mut pending = outbox.to_send();
            let pending = pending.find(|pending| pending.client_id == client_id)?;
            Some(say(*id, pending))
        });
        next.collect()
    }

    /// Where sockets do not get through: waits for news on one connection, and sends on another meanwhile.
    async fn converse_by_polls(&mut self) -> Outcome<()> {
        let mut news = Http::connect(self.address).await?;
        let mut requests = Http::connect(self.address).await?;
        self.send_pending(&mut requests).await?;
        loop {
            let poll = Poll {
                console: self.console,
                cursor: self.held.as_ref().map(|held| held.cursor),
            };
            let cookie = self.cookie.clone();
            let mut answer = pin!(news.post(Credential::Cookie(&cookie), "/console/poll", &poll));
            let frames: Vec<ToConsole> = loop {
                let writes_in = self.conversation_to_write_in();
                tokio::select! {
                    answer = &mut answer => break answer?.json()?,
                    () = self.pace.due(), if writes_in.is_some() => {
                        if let Some(id) = writes_in {
                            self.write(id);
                        }
                        self.send_pending(&mut requests).await?;
                    }
                }
            };
            for frame in frames {
                self.take_in(frame).await?;
            }
        }
    }

    async fn send_pending(&mut self, requests: &mut Http) -> Outcome<()> {
        let frames: Vec<FromConsole> = self
            .outboxes
            .iter()
            .flat_map(|(id, outbox)| outbox.to_send().map(|pending| say(*id, pending)))
            .collect();
        for frame in frames {
            let who = Credential::Cookie(&self.cookie);
            let answer = requests.post(who, "/console/frame", &frame).await?;
            self.take_in(answer.json()?).await?;
        }
        Ok(())
    }

    async fn read_first(&mut self, socket: &mut Socket) -> Outcome<()> {
        loop {
            let frame: ToConsole = socket.next().await?;
            let is_last = matches!(frame, ToConsole::UpToDate(_) | ToConsole::Snapshot(_));
            self.take_in(frame).await?;
            if is_last {
                return Ok(());
            }
        }
    }

    async fn take_in(&mut self, frame: ToConsole) -> Outcome<()> {
        match frame {
            ToConsole::Snapshot(snapshot) => self.hold(*snapshot).await?,
            ToConsole::Events(events) => self.apply(&events)?,
            ToConsole::Accepted(accepted) => {
                self.accepted(accepted.client_id);
                self.turns.answered(accepted.client_id);
            }
            ToConsole::Refused(refused) => {
                self.progress.refuse();
                return Err(refused.refusal.sentence().into());
            }
            ToConsole::UpToDate(_)
            | ToConsole::Row(_)
            | ToConsole::Typing(_)
            | ToConsole::Seen(_)
            | ToConsole::Presence(_)
            | ToConsole::Changed(_)
            | ToConsole::Beat => {}
        }
        Ok(())
    }

    fn apply(&mut self, events: &Events) -> Outcome<()> {
        let held = self.held_mut()?;
        for event in events.events.iter().filter_map(Entry::event) {
            if let Applied::Unknown(_) = held.inbox.apply(event) {
                return Err("an event of a conversation that the inbox does not hold".into());
            }
            held.chats
                .entry(event.conversation)
                .or_insert_with(|| empty_chat(event))
                .apply_event(event);
        }
        held.cursor = events.cursor;
        for event in events.events.iter().filter_map(Entry::event) {
            if let Some(message) = event.happening.added() {
                self.accepted(message.client_id);
            }
        }
        self.count();
        Ok(())
    }

    /// Replaces the inbox, and reads on in every conversation up to where the snapshot stands.
    async fn hold(&mut self, snapshot: Snapshot) -> Outcome<()> {
        let Snapshot { cursor, inbox, .. } = snapshot;
        let held = self.held.as_ref();
        let mut chats = held.map(|held| held.chats.clone()).unwrap_or_default();
        let mut http = Http::connect(self.address).await?;
        for row in &inbox.rows {
            let known = chats.remove(&row.conversation.id);
            let mut messages = known.map(|chat| chat.messages).unwrap_or_default();
            let last = messages
                .last()
                .map(|message| message.number)
                .unwrap_or_default();
            let newer = self.newer(&mut http, row, last).await?;
            messages.extend(newer);
            let chat = Chat {
                position: cursor.position,
                messages,
                has_older: false,
            };
            chats.insert(row.conversation.id, chat);
        }
        let ids: Vec<ClientId> = chats
            .values()
            .flat_map(|chat| chat.messages.iter().map(|message| message.client_id))
            .collect();
        for id in ids {
            self.accepted(id);
        }
        self.held = Some(Held {
            cursor,
            inbox,
            chats,
        });
        self.count();
        Ok(())
    }

    /// The messages after `last` up to the row's last one.
    async fn newer(
        &self,
        http: &mut Http,
        row: &InboxRow,
        last: MessageNumber,
    ) -> Outcome<Vec<Message>> {
        let conversation = &row.conversation;
        let mut chat = Chat {
            position: row.position,
            messages: Vec::new(),
            has_older: conversation.last_number > last,
        };
        while chat.has_older && chat.first_number().is_none_or(|first| first > last.next()) {
            let before = chat
                .first_number()
                .unwrap_or(conversation.last_number.next());
            let path = format!(
                "/console/conversations/{}/messages?before={}",
                conversation.id, before.0
            );
            let answer = http.get_as(Credential::Cookie(&self.cookie), &path).await?;
            chat.prepend(answer.json::<OlderMessages>()?);
        }
        chat.messages.retain(|message| message.number > last);
        Ok(chat.messages)
    }

    fn accepted(&mut self, client_id: ClientId) {
        for outbox in self.outboxes.values_mut() {
            let before = outbox.pending.len();
            outbox.accepted(client_id);
            self.progress.acknowledge(before - outbox.pending.len());
        }
    }

    /// The next conversation in turn; `None` until all have begun, or if its outbox is full.
    fn conversation_to_write_in(&self) -> Option<ConversationId> {
        let chats = &self.held.as_ref()?.chats;
        if chats.len() < self.conversations {
            return None;
        }
        let turn = self.pace.written() % chats.len();
        let conversation = *chats.keys().nth(turn)?;
        let is_full = self
            .outboxes
            .get(&conversation)
            .is_some_and(|outbox| outbox.pending.len() >= limit::OUTBOX_MESSAGES);
        (!is_full).then_some(conversation)
    }

    /// Writes a message; there is room for it.
    fn write(&mut self, conversation: ConversationId) {
        let words = self.pace.take();
        self.sent
            .entry(conversation)
            .or_default()
            .push(words.clone());
        let outbox = self.outboxes.entry(conversation).or_default();
        let _has_room = outbox.write(new_client_id(), words, now());
    }

    fn count(&self) {
        let lines = self
            .held
            .iter()
            .flat_map(|held| held.chats.values())
            .map(|chat| chat.messages.len())
            .sum();
        self.received.store(lines, Ordering::Relaxed);
    }

    fn held_mut(&mut self) -> Outcome<&mut Held> {
        self.held
            .as_mut()
            .ok_or_else(|| "news before a snapshot".into())
    }
}

fn say(conversation: ConversationId, pending: &Pending) -> FromConsole {
    FromConsole::Say(Say {
        conversation,
        client_id: pending.client_id,
        text: pending.text.clone(),
    })
}

/// A conversation of which the console hears for the first time, by its first event.
fn empty_chat(event: &Event) -> Chat {
    Chat {
        position: Position(event.position.0 - 1),
        messages: Vec::new(),
        has_older: false,
    }
}
