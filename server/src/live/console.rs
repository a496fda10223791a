//! A console's side of a connection.

use super::peer::{Peer, Present, json, refusal, timed};
use super::subscription::News;
use crate::desk::{ConsoleResume, Desk, Signal, SignedIn, TokenHash};
use crate::error::Error;
use domain::event::{Cursor, Entry};
use domain::id::{ClientId, ConsoleId, LineId, UserId};
use domain::limit;
use domain::user::User;
use domain::wire::console::{Events, FromConsole, SharedList, ToConsole};
use domain::wire::{Refusal, Refused};
use futures::FutureExt;
use futures::future::BoxFuture;
use std::sync::Arc;

/// One open console.
#[derive(Debug)]
pub(crate) struct ConsolePeer {
    desk: Desk,
    session: TokenHash,
    signed_in: Arc<SignedIn>,
    console: ConsoleId,
    line: LineId,
    cursor: Option<Cursor>,
}

impl ConsolePeer {
    /// A console that has read up to `cursor`; `session` is the hash of its cookie.
    pub(crate) fn new(
        desk: Desk,
        session: TokenHash,
        signed_in: Arc<SignedIn>,
        (console, line): (ConsoleId, LineId),
        cursor: Option<Cursor>,
    ) -> Self {
        Self {
            desk,
            session,
            signed_in,
            console,
            line,
            cursor,
        }
    }

    fn console_of_user(&self) -> (Desk, User, ConsoleId, LineId) {
        let user = self.signed_in.user.clone();
        (self.desk.clone(), user, self.console, self.line)
    }

    fn events(&mut self, events: &mut Vec<Entry>) -> Option<String> {
        let cursor = self.cursor.filter(|_| !events.is_empty())?;
        Some(json(&ToConsole::Events(Events {
            cursor,
            events: std::mem::take(events),
        })))
    }

    fn is_new(&mut self, entry: &Entry) -> bool {
        let Some(cursor) = &mut self.cursor else {
            return false;
        };
        if entry.position() <= cursor.position {
            return false;
        }
        cursor.position = entry.position();
        true
    }

    /// One frame a page of events, so that no frame outgrows the write buffer.
    fn pages(&mut self, events: Events) -> Vec<String> {
        let mut frames = Vec::new();
        let mut rest = events.events.into_iter().peekable();
        while rest.peek().is_some() {
            let mut page: Vec<_> = rest.by_ref().take(limit::MESSAGES_PAGE).collect();
            let position = match (rest.peek(), page.last()) {
                (Some(_), Some(last)) => last.position(),
                _ => events.cursor.position,
            };
            self.cursor = Some(Cursor {
                position,
                ..events.cursor
            });
            frames.extend(self.events(&mut page));
        }
        self.cursor = Some(events.cursor);
        frames
    }
}

impl Peer for ConsolePeer {
    type Frame = FromConsole;

    async fn catch_up(&mut self) -> Result<Present, Error> {
        let user = &self.signed_in.user;
        let resume = match self.cursor {
            None => ConsoleResume::Snapshot(Box::new(self.desk.console_snapshot(user).await?)),
            Some(cursor) => self.desk.console_resume(user, cursor).await?,
        };
        Ok(match resume {
            ConsoleResume::Snapshot(snapshot) => {
                self.cursor = Some(snapshot.cursor);
                Present {
                    frames: vec![json(&ToConsole::Snapshot(snapshot))],
                    is_news: true,
                }
            }
            ConsoleResume::Events(events, up_to_date) => {
                let is_news = !events.events.is_empty();
                let mut frames = self.pages(events);
                frames.push(json(&ToConsole::UpToDate(up_to_date)));
                Present { frames, is_news }
            }
        })
    }

    fn tell(&mut self, news: Vec<News>) -> Vec<String> {
        let mut frames = Vec::new();
        let mut events = Vec::new();
        for news in news {
            match news {
                News::Entry(entry) => {
                    if self.is_new(&entry) {
                        events.push((*entry).clone());
                    }
                }
                News::Signal(signal) => {
                    frames.extend(self.events(&mut events));
                    frames.extend(as_frame(&signal, self.signed_in.user.id));
                }
            }
        }
        frames.extend(self.events(&mut events));
        frames
    }

    fn answer(&self, frame: FromConsole) -> BoxFuture<'static, Option<String>> {
        let (desk, session, console) = (self.desk.clone(), self.session, self.console);
        let client_id = Self::client_id(&frame);
        async move {
            let done = async {
                // Asked each time: a name or role may have changed since the socket was opened.
                let signed_in = desk.session(session).await?;
                carry_out(&desk, &signed_in.user, Some(console), frame).await
            };
            done.await.unwrap_or_else(|error| {
                let refusal = refusal(&error);
                client_id.map(|client_id| Self::refused(Some(client_id), refusal))
            })
        }
        .boxed()
    }

    fn is_hello(frame: &FromConsole) -> bool {
        matches!(frame, FromConsole::Hello(_))
    }

    fn client_id(frame: &FromConsole) -> Option<ClientId> {
        frame.request().map(|(_, client_id)| client_id)
    }

    fn refused(client_id: Option<ClientId>, refusal: Refusal) -> String {
        json(&ToConsole::Refused(Refused { client_id, refusal }))
    }

    fn beat() -> String {
        json(&ToConsole::Beat)
    }

    fn is_there(&self) -> BoxFuture<'static, ()> {
        let (desk, user, console, line) = self.console_of_user();
        async move {
            if let Err(error) = desk.console_beat(&user, console, line).await {
                refusal(&error);
            }
        }
        .boxed()
    }

    fn check(&self) -> BoxFuture<'static, Result<(), Error>> {
        let (desk, session) = (self.desk.clone(), self.session);
        async move { desk.session(session).await.map(|_| ()) }.boxed()
    }

    fn is_gone(&self) -> BoxFuture<'static, ()> {
        let (desk, user, console, line) = self.console_of_user();
        async move {
            if let Err(error) = desk.console_closed(&user, console, line).await {
                refusal(&error);
            }
        }
        .boxed()
    }
}

/// Carries out a console's frame; the answer is a frame as well, if there is one.
pub(crate) async fn carry_out(
    desk: &Desk,
    user: &User,
    console: Option<ConsoleId>,
    frame: FromConsole,
) -> Result<Option<String>, Error> {
    match (frame, console) {
        (FromConsole::Used, Some(console)) => {
            desk.console_used(user, console).await?;
            Ok(None)
        }
        (FromConsole::Call(is_in_call), _) => {
            desk.console_call(user, is_in_call).await?;
            Ok(None)
        }
        (FromConsole::Row(conversation), _) => {
            let row = desk.inbox_row(user, conversation).await?;
            Ok(Some(json(&ToConsole::Row(Box::new(row)))))
        }
        (other, _) => {
            let accepted = timed(desk.console_frame(user, other)).await?;
            Ok(accepted.map(|accepted| json(&ToConsole::Accepted(accepted))))
        }
    }
}

/// How a console tells of a signal, if it is for its reader.
fn as_frame(signal: &Signal, reader: UserId) -> Option<String> {
    match signal {
        Signal::Typing(typing) => Some(json(&ToConsole::Typing(typing.clone()))),
        Signal::Seen(seen) => Some(json(&ToConsole::Seen(seen.clone()))),
        Signal::Presence(presence) => Some(json(&ToConsole::Presence(*presence))),
        Signal::Changed(list) => Some(json(&ToConsole::Changed(*list))),
        Signal::Kept(user) if *user == reader => Some(json(&ToConsole::Changed(SharedList::Kept))),
        Signal::Kept(_) | Signal::PeopleMoved | Signal::Visits(_) | Signal::SessionEnded(_) => None,
    }
}
