//! A widget's side of a connection.

use super::peer::{Peer, Present, json, refusal, timed};
use super::subscription::News;
use crate::desk::{Desk, Signal, TokenHash, VisitorResume};
use crate::error::Error;
use domain::audience::as_visitor_sees;
use domain::event::{Cursor, Event, Happening};
use domain::id::{ClientId, PictureId, PublicConversationId};
use domain::limit;
use domain::message::{Author, MessageNumber};
use domain::wire::visitor::{Events, FromVisitor, OperatorTyping, ToVisitor};
use domain::wire::{Refusal, Refused};
use futures::FutureExt;
use futures::future::BoxFuture;

/// A widget that follows one conversation.
#[derive(Debug)]
pub(crate) struct VisitorPeer {
    desk: Desk,
    token: TokenHash,
    conversation: PublicConversationId,
    cursor: Option<Cursor>,
    operators_seen: MessageNumber,
    visitor_seen: MessageNumber,
    /// Boxed: few have one, and thousands of connections wait at a time.
    picture: Option<Box<PictureId>>,
}

impl VisitorPeer {
    /// A widget that has read up to `cursor`.
    pub(crate) fn new(
        desk: Desk,
        token: TokenHash,
        conversation: PublicConversationId,
        cursor: Option<Cursor>,
    ) -> Self {
        Self {
            desk,
            token,
            conversation,
            cursor,
            operators_seen: MessageNumber::default(),
            visitor_seen: MessageNumber::default(),
            picture: None,
        }
    }

    fn events(&mut self, events: &mut Vec<domain::audience::VisitorEvent>) -> Option<String> {
        let cursor = self.cursor.filter(|_| !events.is_empty())?;
        Some(json(&ToVisitor::Events(Events {
            cursor,
            events: std::mem::take(events),
            operators_seen: self.operators_seen,
            visitor_seen: self.visitor_seen,
            picture: self.picture.as_deref().copied(),
        })))
    }

    /// Takes an event in and returns whether it is new to the client.
    fn is_new(&mut self, event: &Event) -> bool {
        let Some(cursor) = &mut self.cursor else {
            return false;
        };
        if event.position <= cursor.position {
            return false;
        }
        cursor.position = event.position;
        if let Happening::Said(message) = &event.happening {
            self.saw(&message.author, message.number);
        }
        true
    }

    fn saw(&mut self, reader: &Author, number: MessageNumber) {
        let seen = match reader {
            Author::Visitor => &mut self.visitor_seen,
            Author::Operator(_) => &mut self.operators_seen,
            Author::Bot(_) | Author::System => return,
        };
        *seen = number.max(*seen);
    }

    fn signal(&mut self, signal: &Signal) -> Option<String> {
        match signal {
            Signal::Typing(typing) => match &typing.author {
                Author::Visitor | Author::Bot(_) | Author::System => None,
                Author::Operator(operator) => Some(json(&ToVisitor::Typing(OperatorTyping {
                    name: operator.public_name.clone(),
                    active: typing.active,
                }))),
            },
            Signal::Seen(seen) => {
                self.saw(&seen.reader, seen.number);
                let is_operator = matches!(seen.reader, Author::Operator(_));
                is_operator.then(|| json(&ToVisitor::Seen(seen.number)))
            }
            Signal::Presence(_)
            | Signal::PeopleMoved
            | Signal::Changed(_)
            | Signal::Kept(_)
            | Signal::Visits(_)
            | Signal::SessionEnded(_) => None,
        }
    }

    /// One frame a page of events, so that no frame outgrows the write buffer.
    fn pages(&mut self, events: Events) -> Vec<String> {
        self.operators_seen = events.operators_seen.max(self.operators_seen);
        self.visitor_seen = events.visitor_seen.max(self.visitor_seen);
        self.cursor = Some(events.cursor);
        self.picture = events.picture.map(Box::new);
        let mut pages: Vec<ToVisitor> = Vec::new();
        let mut rest = events.events.into_iter().peekable();
        loop {
            let page: Vec<_> = rest.by_ref().take(limit::MESSAGES_PAGE).collect();
            let position = match (rest.peek(), page.last()) {
                (Some(_), Some(last)) => last.position,
                _ => events.cursor.position,
            };
            pages.push(ToVisitor::Events(Events {
                cursor: Cursor {
                    position,
                    ..events.cursor
                },
                events: page,
                operators_seen: events.operators_seen,
                visitor_seen: events.visitor_seen,
                picture: events.picture,
            }));
            if rest.peek().is_none() {
                return pages.iter().map(json).collect();
            }
        }
    }
}

impl Peer for VisitorPeer {
    type Frame = FromVisitor;

    async fn catch_up(&mut self) -> Result<Present, Error> {
        let resume = match self.cursor {
            None => {
                let snapshot = self.desk.visitor_snapshot(self.token, self.conversation);
                VisitorResume::Snapshot(snapshot.await?)
            }
            Some(cursor) => {
                let resume = self
                    .desk
                    .visitor_resume(self.token, self.conversation, cursor);
                resume.await?
            }
        };
        Ok(match resume {
            VisitorResume::Snapshot(snapshot) => {
                self.cursor = Some(snapshot.cursor);
                self.operators_seen = snapshot.chat.operators_seen;
                self.visitor_seen = snapshot.chat.visitor_seen;
                self.picture = snapshot.picture.map(Box::new);
                Present {
                    frames: vec![json(&ToVisitor::Snapshot(snapshot))],
                    is_news: true,
                }
            }
            VisitorResume::Events(events) => Present {
                is_news: !events.events.is_empty(),
                frames: self.pages(events),
            },
        })
    }

    /// An event says who comes and goes, but not how he looks; and of a conversation that was erased nothing is left to tell of, so
    /// that the line ends.
    fn are_half_told(&self, news: &[News]) -> bool {
        let read = self.cursor.map(|cursor| cursor.position);
        news.iter().any(|news| {
            let News::Entry(entry) = news else {
                return false;
            };
            if read.is_some_and(|read| entry.position() <= read) {
                return false;
            }
            let event = entry.event().map(|event| &event.happening);
            matches!(
                event,
                Some(Happening::Joined(_) | Happening::Left(_) | Happening::Erased)
            )
        })
    }

    fn tell(&mut self, news: Vec<News>) -> Vec<String> {
        let mut frames = Vec::new();
        let mut events = Vec::new();
        for news in news {
            match news {
                News::Entry(entry) => {
                    if let Some(event) = entry.event()
                        && self.is_new(event)
                    {
                        events.extend(as_visitor_sees(event));
                    }
                }
                News::Signal(signal) => {
                    frames.extend(self.events(&mut events));
                    frames.extend(self.signal(&signal));
                }
            }
        }
        frames.extend(self.events(&mut events));
        frames
    }

    fn answer(&self, frame: FromVisitor) -> BoxFuture<'static, Option<String>> {
        let (desk, token) = (self.desk.clone(), self.token);
        let client_id = Self::client_id(&frame);
        async move {
            match timed(desk.visitor_frame(token, frame)).await {
                Ok(accepted) => accepted.map(|accepted| json(&ToVisitor::Accepted(accepted))),
                Err(error) => {
                    let refusal = refusal(&error);
                    client_id.map(|client_id| Self::refused(Some(client_id), refusal))
                }
            }
        }
        .boxed()
    }

    fn is_hello(frame: &FromVisitor) -> bool {
        matches!(frame, FromVisitor::Hello(_))
    }

    fn client_id(frame: &FromVisitor) -> Option<ClientId> {
        match frame {
            FromVisitor::Say(say) => Some(say.client_id),
            FromVisitor::Edit(edit) => Some(edit.client_id),
            FromVisitor::Delete(delete) => Some(delete.client_id),
            FromVisitor::End(end) => Some(end.client_id),
            FromVisitor::Restart(restart) => Some(restart.client_id),
            FromVisitor::Hello(_)
            | FromVisitor::Typing(_)
            | FromVisitor::Seen(_)
            | FromVisitor::Pages(_) => None,
        }
    }

    fn refused(client_id: Option<ClientId>, refusal: Refusal) -> String {
        json(&ToVisitor::Refused(Refused { client_id, refusal }))
    }

    fn beat() -> String {
        json(&ToVisitor::Beat)
    }

    fn is_there(&self) -> BoxFuture<'static, ()> {
        async {}.boxed()
    }

    fn check(&self) -> BoxFuture<'static, Result<(), Error>> {
        let (desk, token, conversation) = (self.desk.clone(), self.token, self.conversation);
        async move {
            let found = desk.visitor_conversation(token, conversation).await;
            found.map(|_| ())
        }
        .boxed()
    }

    fn is_gone(&self) -> BoxFuture<'static, ()> {
        async {}.boxed()
    }
}
