//! The connection: when to open it, when to give it up, when to try again (spec 6.13, 6.16).

use super::{Answer, Effect, Failure, Model, Moment, Request};
use domain::event::Cursor;
use domain::id::PublicConversationId;
use domain::presence::HEARTBEAT_MS;
use domain::time::{MINUTE_MS, SECOND_MS, Timestamp};
use domain::wire::visitor::{FromVisitor, Hello, Poll, ToVisitor};
use domain::wire::{Refusal, close};
use std::rc::Rc;

/// Longest first wait after a lost connection; each further one may be twice as long.
const SHORTEST_WAIT_MS: i64 = 500;
/// No wait is longer.
const LONGEST_WAIT_MS: i64 = 30 * SECOND_MS;
/// A restarting server is asked again within this time.
const RESTART_WAIT_MS: i64 = 2 * SECOND_MS;
/// A connection that is not up after this long never will be.
const OPENING_MS: i64 = 15 * SECOND_MS;
/// A connection without a frame for this long is dead: the server sends a beat each 25 s.
const SILENCE_MS: i64 = MINUTE_MS;
/// A long poll is answered after 25 s at the latest.
const POLL_MS: i64 = 45 * SECOND_MS;
/// Sockets that fail to open this often in a row give way to long polls.
const SOCKET_FAILURES: u32 = 2;
/// After this long with long polls a socket is tried again.
const POLLS_MS: i64 = 5 * MINUTE_MS;

/// Two tabs that got a token at one instant both have heard of it after this long, and which of the two was kept.
const AGREEING_MS: i64 = 150;

/// The state of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Nothing to follow.
    Idle,
    /// The first message is on its way over HTTP.
    Starting,
    /// A token came; the first message follows with the one that the tabs agree on.
    Agreeing { until: Timestamp },
    /// It failed and is tried again later.
    Waiting { until: Timestamp },
    /// A socket was asked for; it is up once the server has told where it stands.
    Opening { since: Timestamp, is_reached: bool },
    /// A socket is up.
    Open { heard_at: Timestamp },
    /// A long poll waits.
    Polling { asked_at: Timestamp },
}

impl Model {
    /// Does what the state asks for: called after everything that happens.
    pub(super) fn pursue(&mut self, moment: Moment) {
        if self.line != Line::Starting && !self.follows() && self.conversation().is_some() {
            self.hang_up();
        }
        match self.line {
            Line::Waiting { until } if until <= moment.now => self.line = Line::Idle,
            Line::Agreeing { until } if until <= moment.now => {
                self.set_starting();
                self.effects.push(Effect::Recall);
            }
            Line::Opening { .. } | Line::Open { .. } | Line::Polling { .. }
                if self.line_ends_at() <= Some(moment.now) =>
            {
                self.fail(moment);
            }
            _ => {}
        }
        if self.line == Line::Idle && !self.is_barred {
            if self.follows() {
                self.connect(moment);
            } else if self.conversation().is_none() {
                self.start(moment);
            }
        }
        self.typing.retain(|typist| typist.until > moment.now);
        self.look();
        if self.is_up() {
            self.tell_seen();
            self.look_back();
            self.flush(moment);
        }
    }

    /// When [`super::Msg::Ticked`] is due.
    pub(crate) fn wake_at(&self) -> Option<Timestamp> {
        let may_send = self.is_up() || (self.line == Line::Idle && !self.is_barred);
        let sending = may_send.then(|| self.send_at()).flatten();
        let typing = self.typing.iter().map(|typist| typist.until).min();
        [self.line_ends_at(), sending, typing]
            .into_iter()
            .flatten()
            .min()
    }

    /// Whether frames reach the server now.
    pub(super) fn is_up(&self) -> bool {
        match self.line {
            Line::Open { .. } => true,
            Line::Polling { .. } => self.chat.is_some(),
            _ => false,
        }
    }

    /// Sends a frame, by socket or without; it may be lost.
    pub(super) fn tell(&mut self, frame: Rc<FromVisitor>) {
        let effect = match self.line {
            Line::Open { .. } => Effect::Send(frame),
            Line::Polling { .. } => Effect::Ask(self.generation, Box::new(Request::Frame(frame))),
            _ => return,
        };
        self.effects.push(effect);
    }

    /// The same for the last pages, which nobody here has to know.
    pub(super) fn tell_pages(&mut self, conversation: PublicConversationId) {
        let effect = match self.line {
            Line::Open { .. } => Effect::TellPages(conversation),
            Line::Polling { .. } => {
                Effect::Ask(self.generation, Box::new(Request::Pages(conversation)))
            }
            _ => return,
        };
        self.effects.push(effect);
    }

    pub(super) fn connected(&mut self) {
        let Line::Opening { since, .. } = self.line else {
            return;
        };
        self.line = Line::Opening {
            since,
            is_reached: true,
        };
        if let Some((token, conversation)) = self.memory.token.clone().zip(self.conversation()) {
            let hello = FromVisitor::Hello(Hello {
                channel: self.setup.channel.clone(),
                token,
                conversation,
                cursor: self.cursor_if_usable(),
            });
            self.effects.push(Effect::Send(hello.into()));
        }
    }

    /// The connection lives: any frame is a sign of it.
    pub(super) fn line_lives(&mut self, frame: &ToVisitor, moment: Moment) {
        let is_up = match self.line {
            Line::Open { .. } => true,
            Line::Opening { .. } => {
                matches!(frame, ToVisitor::Snapshot(_) | ToVisitor::Events(_))
            }
            _ => false,
        };
        if is_up {
            self.failures = 0;
            self.socket_failures = 0;
            self.line = Line::Open {
                heard_at: moment.now,
            };
        }
    }

    pub(super) fn disconnected(&mut self, code: u16, moment: Moment) {
        match code {
            close::UNAUTHORIZED => self.lose_token(moment),
            close::NOT_FOUND => self.lose_conversation(),
            close::GOING_AWAY => {
                self.hang_up();
                self.wait(RESTART_WAIT_MS, moment);
            }
            code if close::may_reconnect(code) => self.fail(moment),
            _ => self.bar(),
        }
    }

    pub(super) fn answered(
        &mut self,
        generation: u32,
        request: Request,
        answer: Result<Answer, Failure>,
        moment: Moment,
    ) {
        if let Request::Older(older) = request {
            return self.older_came(&older, answer);
        }
        if generation != self.generation {
            return;
        }
        match (request, answer) {
            (Request::Token | Request::Start(_), answer) => self.start_answered(answer, moment),
            (Request::Poll(_), Ok(Answer::Frames(frames))) => self.polled(frames, moment),
            (Request::Poll(_), Err(Failure::Refused(refusal))) if !refusal.is_passing() => {
                self.line_refused(refusal, moment);
            }
            (Request::Poll(_), _) => self.fail(moment),
            (Request::Frame(_), Ok(Answer::Frames(frames))) => {
                for frame in frames {
                    self.hear(frame, moment);
                }
            }
            (Request::Frame(frame), Err(Failure::Refused(refusal))) => {
                if let Some(id) = super::sending::client_id(&frame) {
                    self.refused(Some(id), refusal, moment);
                }
            }
            (Request::Frame(frame), _) => {
                if super::sending::client_id(&frame).is_some() {
                    self.send_later(moment);
                }
            }
            (Request::Older(_) | Request::Pages(_), _) => {}
        }
    }

    /// The server will not have the token, the conversation or the page.
    pub(super) fn line_refused(&mut self, refusal: Refusal, moment: Moment) {
        match refusal {
            Refusal::Unauthorized => self.lose_token(moment),
            Refusal::NotFound => self.lose_conversation(),
            Refusal::ForeignOrigin | Refusal::Forbidden => self.bar(),
            _ => self.fail(moment),
        }
    }

    /// Tries at once instead of waiting: the network or the page came back.
    pub(super) fn wake(&mut self, moment: Moment) {
        match self.line {
            Line::Waiting { .. } => self.line = Line::Idle,
            Line::Open { heard_at } if heard_at.plus(HEARTBEAT_MS) < moment.now => {
                self.hang_up();
            }
            _ => {}
        }
    }

    /// Gives up the connection and tries again later.
    pub(super) fn fail(&mut self, moment: Moment) {
        if let Line::Opening {
            is_reached: false, ..
        } = self.line
        {
            self.socket_failures += 1;
            if self.socket_failures >= SOCKET_FAILURES {
                self.socket_failures = 0;
                self.polls_until = moment.now.plus(POLLS_MS);
            }
        }
        self.hang_up();
        let longest = SHORTEST_WAIT_MS << self.failures.min(6);
        self.failures += 1;
        self.wait(longest.min(LONGEST_WAIT_MS), moment);
    }

    /// Gives up the connection.
    pub(super) fn hang_up(&mut self) {
        if matches!(self.line, Line::Opening { .. } | Line::Open { .. }) {
            self.effects.push(Effect::Disconnect);
        }
        self.line = Line::Idle;
        self.generation += 1;
        self.in_flight = None;
        self.typing_told_at = None;
    }

    pub(super) fn set_starting(&mut self) {
        self.line = Line::Starting;
    }

    pub(super) fn is_starting(&self) -> bool {
        self.line == Line::Starting
    }

    pub(super) fn set_agreeing(&mut self, moment: Moment) {
        self.line = Line::Agreeing {
            until: moment.now.plus(AGREEING_MS),
        };
    }

    pub(super) fn is_agreeing(&self) -> bool {
        matches!(self.line, Line::Agreeing { .. })
    }

    fn wait(&mut self, longest: i64, moment: Moment) {
        self.line = Line::Waiting {
            until: moment.now.plus(chance(moment, longest)),
        };
    }

    fn bar(&mut self) {
        self.hang_up();
        self.is_barred = true;
    }

    fn follows(&self) -> bool {
        self.conversation().is_some() && (!self.is_ended() || self.is_restarting())
    }

    fn connect(&mut self, moment: Moment) {
        if self.polls_until > moment.now {
            return self.poll(moment);
        }
        self.line = Line::Opening {
            since: moment.now,
            is_reached: false,
        };
        self.effects.push(Effect::Connect(self.generation));
    }

    fn poll(&mut self, moment: Moment) {
        let Some(conversation) = self.conversation() else {
            return;
        };
        self.line = Line::Polling {
            asked_at: moment.now,
        };
        let poll = Poll {
            conversation,
            cursor: self.cursor_if_usable(),
        };
        self.effects
            .push(Effect::Ask(self.generation, Box::new(Request::Poll(poll))));
    }

    fn polled(&mut self, frames: Vec<ToVisitor>, moment: Moment) {
        self.failures = 0;
        let generation = self.generation;
        for frame in frames {
            self.hear(frame, moment);
        }
        if generation != self.generation || !self.follows() {
            return;
        }
        if self.polls_until > moment.now {
            self.poll(moment);
        } else {
            self.hang_up();
        }
    }

    /// A cursor without the conversation it belongs to would lose what was before it.
    fn cursor_if_usable(&self) -> Option<Cursor> {
        self.chat.as_ref().and(self.cursor)
    }

    fn line_ends_at(&self) -> Option<Timestamp> {
        match self.line {
            Line::Idle | Line::Starting => None,
            Line::Agreeing { until } | Line::Waiting { until } => Some(until),
            Line::Opening { since, .. } => Some(since.plus(OPENING_MS)),
            Line::Open { heard_at } => Some(heard_at.plus(SILENCE_MS)),
            Line::Polling { asked_at } => Some(asked_at.plus(POLL_MS)),
        }
    }
}

/// A random number of milliseconds up to `longest`.
pub(super) fn chance(moment: Moment, longest: i64) -> i64 {
    // The high bits: the low ones become the ids of messages.
    i64::from((moment.random >> 112) as u16) * longest / i64::from(u16::MAX)
}
