//! A visitor who writes on whatever happens to his connection.

use super::crowd::End;
use super::pace::Pace;
use super::progress::Progress;
use super::scale::Line;
use super::verdict;
use crate::client::http::{Credential, Http};
use crate::client::socket::Socket;
use crate::client::{backoff, start};
use crate::failure::Outcome;
use crate::time::{new_client_id, now};
use domain::chat::VisitorChat;
use domain::event::Cursor;
use domain::id::{ClientId, ConversationId};
use domain::limit;
use domain::outbox::{Outbox, Pending};
use domain::turn::Turns;
use domain::wire::visitor::{
    Events, FromVisitor, Hello, Older, OlderAnswer, Poll, Say, Snapshot, ToVisitor,
};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Stands for his one conversation, whose id a visitor does not know.
const OWN: ConversationId = ConversationId(Uuid::nil());

/// A visitor with what his widget holds.
#[derive(Debug)]
pub(crate) struct Visitor {
    address: SocketAddr,
    line: Line,
    pace: Pace,
    progress: Arc<Progress>,
    received: Arc<AtomicUsize>,
    token: Option<String>,
    outbox: Outbox,
    turns: Turns,
    sent: Vec<String>,
    held: Option<Held>,
}

/// The conversation as far as the widget has read it.
#[derive(Debug)]
struct Held {
    cursor: Cursor,
    chat: VisitorChat,
}

impl Visitor {
    /// A visitor who has said nothing yet; `received` tells how many lines he has.
    pub(crate) fn new(
        address: SocketAddr,
        line: Line,
        pace: Pace,
        progress: Arc<Progress>,
        received: Arc<AtomicUsize>,
    ) -> Self {
        Self {
            address,
            line,
            pace,
            progress,
            received,
            token: None,
            outbox: Outbox::default(),
            turns: Turns::default(),
            sent: Vec::new(),
            held: None,
        }
    }

    /// Connects, again and again, until told to stop.
    pub(crate) async fn run(mut self, stop: CancellationToken) -> Option<End> {
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                _ended = self.session() => self.progress.reconnect(),
            }
            backoff::wait().await;
        }
        self.held.map(|held| End {
            conversation: held.chat.conversation,
            sent: self.sent,
            log: held
                .chat
                .chat
                .messages
                .iter()
                .map(verdict::Line::from)
                .collect(),
        })
    }

    async fn session(&mut self) -> Outcome<()> {
        self.start().await?;
        match self.line {
            Line::Socket => self.converse().await,
            Line::Polls => self.converse_by_polls().await,
        }
    }

    async fn converse(&mut self) -> Outcome<()> {
        let mut socket = Socket::visitor(self.address).await?;
        socket.send(&FromVisitor::Hello(self.hello()?)).await?;
        self.read_first(&mut socket).await?;
        self.turns = Turns::default();
        loop {
            if let Some(say) = self.next()? {
                socket.send(&say).await?;
            }
            let has_room = self.outbox.pending.len() < limit::OUTBOX_MESSAGES;
            tokio::select! {
                frame = socket.next() => self.take_in(frame?).await?,
                () = self.pace.due(), if has_room => self.write(),
            }
        }
    }

    /// What is to be sent now: one message at a time, as a widget does.
    fn next(&mut self) -> Outcome<Option<FromVisitor>> {
        let ids = self.outbox.to_send().map(|pending| pending.client_id);
        let Some(client_id) = self.turns.next(OWN, ids) else {
            return Ok(None);
        };
        let mut pending = self.outbox.to_send();
        let pending = pending.find(|pending| pending.client_id == client_id);
        pending.map(|pending| self.say(pending)).transpose()
    }

    /// Where sockets do not get through: waits for news on one connection, and sends on another meanwhile.
    async fn converse_by_polls(&mut self) -> Outcome<()> {
        let mut news = Http::connect(self.address).await?;
        let mut requests = Http::connect(self.address).await?;
        self.send_pending(&mut requests).await?;
        loop {
            let held = self.held()?;
            let poll = Poll {
                conversation: held.chat.conversation,
                cursor: Some(held.cursor),
            };
            let token = self.token()?.to_owned();
            let mut answer = pin!(news.post(Credential::Token(&token), "/widget/poll", &poll));
            let frames: Vec<ToVisitor> = loop {
                let has_room = self.outbox.pending.len() < limit::OUTBOX_MESSAGES;
                tokio::select! {
                    answer = &mut answer => break answer?.json()?,
                    () = self.pace.due(), if has_room => {
                        self.write();
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
        let unsent: Vec<Pending> = self.outbox.to_send().cloned().collect();
        for pending in unsent {
            let frame = self.say(&pending)?;
            let who = Credential::Token(self.token()?);
            let answer = requests.post(who, "/widget/frame", &frame).await?.json()?;
            self.take_in(answer).await?;
        }
        Ok(())
    }

    /// The first message makes the conversation; the same one is sent until that is known to have worked.
    async fn start(&mut self) -> Outcome<()> {
        if self.held.is_some() {
            return Ok(());
        }
        let mut http = Http::connect(self.address).await?;
        if self.token.is_none() {
            self.token = Some(start::mint_token(&mut http).await?);
        }
        if self.outbox.pending.is_empty() {
            self.pace.due().await;
            self.write();
        }
        let first = self.outbox.pending.first().ok_or("no first message")?;
        let words = start::first_words(first.client_id, &first.text);
        let snapshot = start::start(&mut http, self.token()?, &words).await?;
        self.hold(snapshot).await
    }

    /// Up to date is the widget with the first snapshot or events.
    async fn read_first(&mut self, socket: &mut Socket) -> Outcome<()> {
        loop {
            let frame: ToVisitor = socket.next().await?;
            let is_first = matches!(frame, ToVisitor::Snapshot(_) | ToVisitor::Events(_));
            self.take_in(frame).await?;
            if is_first {
                return Ok(());
            }
        }
    }

    async fn take_in(&mut self, frame: ToVisitor) -> Outcome<()> {
        match frame {
            ToVisitor::Snapshot(snapshot) => self.hold(snapshot).await?,
            ToVisitor::Events(events) => self.apply(&events)?,
            ToVisitor::Accepted(accepted) => {
                self.accepted(accepted.client_id);
                self.turns.answered(accepted.client_id);
            }
            ToVisitor::Refused(refused) => {
                self.progress.refuse();
                return Err(refused.refusal.sentence().into());
            }
            ToVisitor::Typing(_) | ToVisitor::Seen(_) | ToVisitor::Beat => {}
        }
        Ok(())
    }

    fn apply(&mut self, events: &Events) -> Outcome<()> {
        let held = self.held.as_mut().ok_or("events before a snapshot")?;
        for event in &events.events {
            held.chat.apply(event);
        }
        held.cursor = events.cursor;
        self.received
            .store(held.chat.chat.messages.len(), Ordering::Relaxed);
        for event in &events.events {
            if let Some(message) = event.happening.added() {
                self.accepted(message.client_id);
            }
        }
        Ok(())
    }

    /// Replaces what is held, once everything before the snapshot's page has been fetched too.
    async fn hold(&mut self, snapshot: Snapshot) -> Outcome<()> {
        let Snapshot {
            cursor, mut chat, ..
        } = snapshot;
        if chat.chat.has_older {
            let mut http = Http::connect(self.address).await?;
            while chat.chat.has_older {
                let older = Older {
                    conversation: chat.conversation,
                    before: chat.chat.first_number().ok_or("older than nothing")?,
                };
                let who = Credential::Token(self.token()?);
                let page: OlderAnswer = http.post(who, "/widget/older", &older).await?.json()?;
                chat.chat.prepend(page);
            }
        }
        for message in &chat.chat.messages {
            self.accepted(message.client_id);
        }
        self.received
            .store(chat.chat.messages.len(), Ordering::Relaxed);
        self.held = Some(Held { cursor, chat });
        Ok(())
    }

    fn accepted(&mut self, client_id: ClientId) {
        let before = self.outbox.pending.len();
        self.outbox.accepted(client_id);
        self.progress
            .acknowledge(before - self.outbox.pending.len());
    }

    /// Writes a message; there is room for it.
    fn write(&mut self) {
        let words = self.pace.take();
        self.sent.push(words.clone());
        let _has_room = self.outbox.write(new_client_id(), words, now());
    }

    fn say(&self, pending: &Pending) -> Outcome<FromVisitor> {
        Ok(FromVisitor::Say(Say {
            conversation: self.held()?.chat.conversation,
            client_id: pending.client_id,
            text: pending.text.clone(),
            choice: None,
        }))
    }

    fn hello(&self) -> Outcome<Hello> {
        let held = self.held()?;
        Ok(Hello {
            channel: start::CHANNEL.to_owned(),
            token: self.token()?.to_owned(),
            conversation: held.chat.conversation,
            cursor: Some(held.cursor),
        })
    }

    fn held(&self) -> Outcome<&Held> {
        self.held
            .as_ref()
            .ok_or_else(|| "no conversation yet".into())
    }

    fn token(&self) -> Outcome<&str> {
        self.token.as_deref().ok_or_else(|| "no token yet".into())
    }
}
