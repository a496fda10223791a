//! What the widget knows and how it changes: pure, so that every turn of a conversation is a test.

mod choosing;
mod hearing;
mod line;
mod looking;
mod sending;
#[cfg(test)]
mod tests;

use crate::memory::{Memory, Place};
use crate::setup::Setup;
use domain::chat::{OlderMessages, VisitorChat};
use domain::event::Cursor;
use domain::id::{AnswerId, ClientId, PictureId, PublicConversationId};
use domain::message::{MessageNumber, PublicAuthor};
use domain::outbox::{Outbox, Pending};
use domain::time::Timestamp;
use domain::wire::Refusal;
use domain::wire::visitor::{FromVisitor, Older, Poll, Start, ToVisitor};
use line::Line;
use looking::Typist;
use sending::InFlight;
use std::rc::Rc;

/// When something happens, and the chance it may use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    /// The browser's clock.
    pub now: Timestamp,
    /// 128 random bits.
    pub random: u128,
}

/// What happens to the widget.
#[derive(Clone, Debug)]
pub(crate) enum Msg {
    /// The button was pressed.
    Toggled,
    /// Somebody wants the window open.
    Opened,
    /// The window opens by itself: the keyboard stays where it is.
    Shown,
    /// The page's rule or the channel's form says something else now.
    Configured(Box<Setup>),
    /// Somebody wants the window folded.
    Folded,
    /// ✕ was pressed.
    CloseAsked,
    /// *Yes*: the visitor leaves.
    CloseConfirmed,
    /// *No*: the visitor stays.
    CloseDeclined,
    /// *New Session* was pressed.
    Renewed,
    /// The input holds these words now.
    Typed(String),
    /// The words in the input are to be sent.
    Submitted,
    /// An answer of the chatbot's question was chosen; these are its words.
    Chosen(AnswerId, String),
    /// The chatbot is to begin again.
    Restarted,
    /// A message that could not be sent goes back into the input.
    TakenBack(ClientId),
    /// A message of one's own goes into the input to be changed.
    EditBegun(MessageNumber),
    /// The message stays as it was.
    EditDropped,
    /// A message of one's own is taken away.
    Deleted(MessageNumber),
    /// The visitor scrolled to the oldest message.
    ReachedTop,
    /// The page came into sight or went out of it.
    Sighted(bool),
    /// The network came back, or the page did.
    Woken,
    /// [`Model::wake_at`] has come.
    Ticked,
    /// The button was dragged to a place.
    Dragged(Place),
    /// Another tab kept this.
    Remembered(Memory),
    /// What is kept now, as [`Effect::Recall`] asked for.
    Recalled(Memory),
    /// Another tab wrote a message.
    PendingKept(Pending),
    /// Another tab got a message delivered, or took it back.
    PendingDropped(ClientId),
    /// The socket of this generation is open.
    Connected(u32),
    /// The server said something on the socket of this generation.
    Heard(u32, Box<ToVisitor>),
    /// The socket of this generation closed, with this code.
    Disconnected(u32, u16),
    /// A request of this generation was answered.
    Answered(u32, Box<Request>, Result<Answer, Failure>),
}

/// What is to be done outside.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Effect {
    /// Open a socket of this generation.
    Connect(u32),
    /// Close the socket.
    Disconnect,
    /// Send on the socket.
    Send(Rc<FromVisitor>),
    /// Ask over HTTP; the answer carries this generation.
    Ask(u32, Box<Request>),
    /// Keep [`Model::memory`].
    Keep,
    /// Keep [`Model::memory`], unless another tab has kept a token.
    Claim,
    /// Tell what is kept.
    Recall,
    /// Tell on the socket which pages the visitor was on last.
    TellPages(PublicConversationId),
    /// Keep an unsent message.
    KeepPending(Pending),
    /// Keep it no longer.
    DropPending(ClientId),
    /// Put [`Model::draft`] into the input.
    Fill,
    /// Move the keyboard's focus.
    Focus(Spot),
    /// Tell the visitor, who is not looking, that somebody wrote.
    Alert {
        /// The operator.
        name: String,
        /// The words.
        text: String,
    },
}

/// What can take the keyboard's focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    /// The button that opens and folds.
    Launcher,
    /// The input.
    Input,
    /// ✕.
    Close,
    /// *No*, of the question whether to leave.
    Stay,
}

/// A request over HTTP.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Request {
    /// A token.
    Token,
    /// A conversation.
    Start(Start),
    /// A frame, where there is no socket.
    Frame(Rc<FromVisitor>),
    /// The pages the visitor was on last, where there is no socket.
    Pages(PublicConversationId),
    /// News, where there is no socket.
    Poll(Poll),
    /// Older messages.
    Older(Older),
}

/// What came back.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// A token.
    Token(String),
    /// Frames, perhaps none.
    Frames(Vec<ToVisitor>),
    /// Older messages.
    Older(OlderMessages<PublicAuthor>),
}

/// Why nothing came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// No answer, or one that cannot be read.
    Network,
    /// The server refused.
    Refused(Refusal),
}

/// Everything the widget knows.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Model {
    /// What the window knew.
    pub setup: Setup,
    /// What all tabs share.
    pub memory: Memory,
    /// The conversation, once the server has told it.
    pub chat: Option<VisitorChat>,
    /// The picture of the first operator in it.
    pub picture: Option<PictureId>,
    /// Written and not acknowledged.
    pub outbox: Outbox,
    /// Acknowledged and not yet told as an event.
    pub delivered: Vec<Pending>,
    /// Edits, deletions and the end, not acknowledged.
    pub deeds: Vec<Rc<FromVisitor>>,
    /// What stands in the input.
    pub draft: String,
    /// The message that the input will change.
    pub editing: Option<MessageNumber>,
    /// What went wrong last, until the visitor types again.
    pub notice: Option<Refusal>,
    /// Whether the question whether to leave is shown.
    pub is_asking: bool,
    /// Operators who type.
    pub typing: Vec<Typist>,
    /// What stood in the input before an edit took its place.
    set_aside: String,
    cursor: Option<Cursor>,
    is_visible: bool,
    is_loading_older: bool,
    typing_told_at: Option<Timestamp>,
    seen_told: MessageNumber,
    /// Whether the server knows of this page, and of those before.
    is_page_told: bool,
    in_flight: Option<InFlight>,
    resend_after: Timestamp,
    foreign: Vec<ClientId>,
    line: Line,
    generation: u32,
    failures: u32,
    socket_failures: u32,
    polls_until: Timestamp,
    is_barred: bool,
    effects: Vec<Effect>,
}

impl Model {
    /// The widget as a page finds it: with what the browser kept. Call [`Model::update`] with [`Msg::Ticked`] next.
    pub(crate) fn new(setup: Setup, mut memory: Memory, pending: Vec<Pending>) -> Self {
        if memory.token.is_none() {
            memory.conversation = None;
        }
        Self {
            setup,
            memory,
            chat: None,
            picture: None,
            outbox: Outbox { pending },
            delivered: Vec::new(),
            deeds: Vec::new(),
            draft: String::new(),
            editing: None,
            notice: None,
            is_asking: false,
            typing: Vec::new(),
            set_aside: String::new(),
            cursor: None,
            is_visible: true,
            is_loading_older: false,
            typing_told_at: None,
            seen_told: MessageNumber::default(),
            is_page_told: false,
            in_flight: None,
            resend_after: Timestamp::default(),
            foreign: Vec::new(),
            line: Line::Idle,
            generation: 0,
            failures: 0,
            socket_failures: 0,
            polls_until: Timestamp::default(),
            is_barred: false,
            effects: Vec::new(),
        }
    }

    /// Takes in what happened; what is to be done about it.
    pub(crate) fn update(&mut self, msg: Msg, moment: Moment) -> Vec<Effect> {
        match msg {
            Msg::Toggled if self.is_open() => self.fold(),
            Msg::Toggled | Msg::Opened => self.open(),
            Msg::Shown => self.set_open(true),
            Msg::Configured(setup) => {
                self.setup = *setup;
                // It may be another page.
                self.is_page_told = false;
            }
            Msg::Folded => self.fold(),
            Msg::CloseAsked => self.close(),
            Msg::CloseConfirmed => self.leave(moment),
            Msg::CloseDeclined => self.stay(),
            Msg::Renewed => self.renew(),
            Msg::Typed(text) => self.type_in(text, moment),
            Msg::Submitted => self.submit(moment),
            Msg::Chosen(answer, text) => self.choose(answer, text, moment),
            Msg::Restarted => self.restart(moment),
            Msg::TakenBack(id) => self.take_back(id),
            Msg::EditBegun(number) => self.begin_edit(number),
            Msg::EditDropped => self.drop_edit(),
            Msg::Deleted(number) => self.delete(number, moment),
            Msg::ReachedTop => self.load_older(),
            Msg::Sighted(is_visible) => self.is_visible = is_visible,
            Msg::Woken => self.wake(moment),
            Msg::Dragged(place) => {
                self.memory.place = Some(place);
                self.keep();
            }
            Msg::Remembered(memory) => self.remember(memory),
            Msg::Recalled(memory) => self.agree(memory),
            Msg::PendingKept(pending) => self.keep_foreign(pending),
            Msg::PendingDropped(id) => self.drop_foreign(id),
            Msg::Connected(generation) if generation == self.generation => self.connected(),
            Msg::Heard(generation, frame) if generation == self.generation => {
                self.hear(*frame, moment);
            }
            Msg::Disconnected(generation, code) if generation == self.generation => {
                self.disconnected(code, moment);
            }
            Msg::Answered(generation, request, answer) => {
                self.answered(generation, *request, answer, moment);
            }
            Msg::Ticked | Msg::Connected(_) | Msg::Heard(..) | Msg::Disconnected(..) => {}
        }
        self.pursue(moment);
        let is_waiting = self.is_waiting();
        if self.memory.is_waiting != is_waiting {
            self.memory.is_waiting = is_waiting;
            self.effects.push(Effect::Claim);
        }
        std::mem::take(&mut self.effects)
    }

    /// The open or ended conversation.
    pub(crate) fn conversation(&self) -> Option<PublicConversationId> {
        self.memory.conversation
    }

    /// Whether the conversation is over.
    pub(crate) fn is_ended(&self) -> bool {
        self.chat.as_ref().is_some_and(|chat| chat.ended)
    }

    /// Whether the next page must bring the conversation without there being a token.
    fn is_waiting(&self) -> bool {
        self.memory.token.is_none() && !self.outbox.pending.is_empty()
    }

    /// Keeps what all tabs share; while they agree on a token that waits.
    fn keep(&mut self) {
        self.effects.push(if self.is_agreeing() {
            Effect::Claim
        } else {
            Effect::Keep
        });
    }

    fn focus(&mut self, spot: Spot) {
        self.effects.push(Effect::Focus(spot));
    }
}
