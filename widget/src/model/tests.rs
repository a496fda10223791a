//! The model against a small server that answers, forgets, refuses and falls silent.

use super::*;
use crate::memory;
use domain::audience::VisitorEvent;
use domain::chat::Chat;
use domain::chatbot::{Place as Script, PublicBot};
use domain::event::{Happening, Position};
use domain::id::StepId;
use domain::limit;
use domain::message::{Body, Message};
use domain::wire::visitor::{Events, Snapshot};
use domain::wire::{Accepted, Refused, close};
use proptest::prelude::*;
use uuid::Uuid;

/// The picture of Mara as she looks now.
const MARA: PictureId = PictureId(Uuid::from_u128(8));
const CONVERSATION: PublicConversationId = PublicConversationId(Uuid::from_u128(7));

fn setup() -> Setup {
    Setup {
        channel: "website".to_owned(),
        language: "en".to_owned(),
        operator: "Mara".to_owned(),
        is_shown: true,
        ..Setup::default()
    }
}

/// A widget, what its browser keeps, and the server.
#[expect(clippy::struct_excessive_bools, reason = "each is switched by itself")]
struct World {
    model: Model,
    now: Timestamp,
    random: u128,
    kept: Memory,
    kept_pending: Vec<Pending>,
    /// What the server has sent and the widget has not heard.
    coming: Vec<Msg>,
    /// What the widget has asked for, all of it.
    asked: Vec<Effect>,
    stored: Vec<Message<PublicAuthor>>,
    has_conversation: bool,
    ended: bool,
    /// The chatbot of the conversation.
    bot: Option<PublicBot>,
    visitor_seen: MessageNumber,
    operators_there: bool,
    refuses: usize,
    is_reachable: bool,
    has_sockets: bool,
    alerts: usize,
}

impl World {
    fn new() -> Self {
        Self {
            model: Model::new(setup(), Memory::default(), Vec::new()),
            now: Timestamp(1_760_000_000_000),
            random: 1,
            kept: Memory::default(),
            kept_pending: Vec::new(),
            coming: Vec::new(),
            asked: Vec::new(),
            stored: Vec::new(),
            has_conversation: false,
            ended: false,
            bot: None,
            visitor_seen: MessageNumber(0),
            operators_there: true,
            refuses: 0,
            is_reachable: true,
            has_sockets: true,
            alerts: 0,
        }
    }

    fn update(&mut self, msg: Msg) {
        // Any spreading of bits will do.
        self.random = self
            .random
            .wrapping_mul(0x2d99_787f_926d_46a1_5851_f42d_4c95_7f2d)
            .wrapping_add(0x1405_7b7e_f767_814f);
        let moment = Moment {
            now: self.now,
            random: self.random,
        };
        for effect in self.model.update(msg, moment) {
            self.asked.push(effect.clone());
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Connect(generation) if self.is_reachable && self.has_sockets => {
                self.coming.push(Msg::Connected(generation));
            }
            Effect::Connect(generation) => self.coming.push(Msg::Disconnected(generation, 1006)),
            Effect::Send(frame) => {
                let generation = self.model.generation;
                for answer in self.answer(&frame) {
                    self.coming.push(Msg::Heard(generation, Box::new(answer)));
                }
            }
            Effect::Ask(generation, request) => {
                let answer = self.answer_request(&request);
                self.coming.push(Msg::Answered(generation, request, answer));
            }
            Effect::Claim if self.kept.token.is_some() => {}
            Effect::Keep | Effect::Claim => self.kept = self.model.memory.clone(),
            Effect::Recall => self.update(Msg::Recalled(self.kept.clone())),
            Effect::KeepPending(pending) => memory::insert(&mut self.kept_pending, pending),
            Effect::DropPending(id) => self.kept_pending.retain(|kept| kept.client_id != id),
            Effect::Alert { .. } => self.alerts += 1,
            Effect::Disconnect | Effect::Fill | Effect::Focus(_) | Effect::TellPages(_) => {}
        }
    }

    fn answer_request(&mut self, request: &Request) -> Result<Answer, Failure> {
        if !self.is_reachable {
            return Err(Failure::Network);
        }
        Ok(match request {
            Request::Token => Answer::Token("token".to_owned()),
            Request::Start(_) if !self.operators_there => {
                return Err(Failure::Refused(Refusal::NobodyAvailable));
            }
            Request::Start(_) if self.refuses > 0 => {
                self.refuses -= 1;
                return Err(Failure::Refused(Refusal::Unavailable));
            }
            Request::Start(start) => {
                self.has_conversation = true;
                self.store(start.client_id, &start.text);
                Answer::Frames(vec![self.snapshot()])
            }
            Request::Frame(frame) => Answer::Frames(self.answer(frame)),
            Request::Poll(poll) => Answer::Frames(vec![self.since(poll.cursor)]),
            Request::Older(_) | Request::Pages(_) => return Err(Failure::Network),
        })
    }

    fn answer(&mut self, frame: &FromVisitor) -> Vec<ToVisitor> {
        if !self.is_reachable {
            return Vec::new();
        }
        match frame {
            FromVisitor::Hello(hello) => vec![self.since(hello.cursor)],
            FromVisitor::Say(say) => {
                if self.refuses > 0 {
                    self.refuses -= 1;
                    return vec![ToVisitor::Refused(Refused {
                        client_id: Some(say.client_id),
                        refusal: Refusal::TooMany,
                    })];
                }
                let number = self.store(say.client_id, &say.text);
                // The socket may tell the event before or after the answer.
                let mut frames = vec![
                    ToVisitor::Accepted(Accepted {
                        client_id: say.client_id,
                        number: Some(number),
                    }),
                    self.event(number),
                ];
                if self.random.is_multiple_of(2) {
                    frames.reverse();
                }
                frames
            }
            FromVisitor::End(end) => {
                self.ended = true;
                self.stored.push(message(
                    self.stored.len() + 1,
                    end.client_id,
                    PublicAuthor::Visitor,
                    Body::Ended,
                ));
                let line = self.stored.last().unwrap().clone();
                let position = i64::from(line.number.0);
                vec![self.events(vec![VisitorEvent {
                    position: Position(position),
                    happening: Happening::Ended(line),
                }])]
            }
            FromVisitor::Seen(seen) => {
                self.visitor_seen = self.visitor_seen.max(seen.number);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn store(&mut self, id: ClientId, text: &str) -> MessageNumber {
        if let Some(known) = self.stored.iter().find(|stored| stored.client_id == id) {
            return known.number;
        }
        let number = self.stored.len() + 1;
        let body = Body::Text(text.to_owned());
        self.stored
            .push(message(number, id, PublicAuthor::Visitor, body));
        MessageNumber(u32::try_from(number).unwrap())
    }

    fn operator_says(&mut self, text: &str) {
        let number = self.stored.len() + 1;
        let id = ClientId(Uuid::from_u128(u128::try_from(number).unwrap()));
        let author = PublicAuthor::Operator("Mara".to_owned());
        self.stored
            .push(message(number, id, author, Body::Text(text.to_owned())));
        let event = self.event(MessageNumber(u32::try_from(number).unwrap()));
        let generation = self.model.generation;
        self.coming.push(Msg::Heard(generation, Box::new(event)));
    }

    fn cursor(&self) -> Cursor {
        Cursor {
            epoch: 1,
            position: Position(i64::try_from(self.stored.len()).unwrap()),
        }
    }

    fn snapshot(&self) -> ToVisitor {
        ToVisitor::Snapshot(Snapshot {
            cursor: self.cursor(),
            chat: VisitorChat {
                conversation: CONVERSATION,
                chat: Chat {
                    position: self.cursor().position,
                    messages: self.stored.clone(),
                    has_older: false,
                },
                ended: self.ended,
                operators: vec!["Mara".to_owned()],
                operators_seen: MessageNumber(0),
                visitor_seen: self.visitor_seen,
                bot: self.bot.clone(),
            },
            picture: None,
        })
    }

    fn since(&self, cursor: Option<Cursor>) -> ToVisitor {
        let Some(cursor) = cursor else {
            return self.snapshot();
        };
        let after = usize::try_from(cursor.position.0).unwrap();
        let events = self.stored.iter().skip(after).map(said).collect();
        self.events(events)
    }

    fn event(&self, number: MessageNumber) -> ToVisitor {
        let place = usize::try_from(number.0).unwrap() - 1;
        self.events(vec![said(&self.stored[place])])
    }

    fn events(&self, events: Vec<VisitorEvent>) -> ToVisitor {
        let position = events
            .last()
            .map_or(self.cursor().position, |event| event.position);
        ToVisitor::Events(Events {
            cursor: Cursor { epoch: 1, position },
            events,
            operators_seen: MessageNumber(0),
            visitor_seen: self.visitor_seen,
            picture: Some(MARA),
        })
    }

    /// The widget hears what has come.
    fn hear(&mut self) {
        for _ in 0..100 {
            if self.coming.is_empty() && self.model.is_agreeing() {
                self.wait();
            }
            if self.coming.is_empty() {
                return;
            }
            for msg in std::mem::take(&mut self.coming) {
                self.update(msg);
            }
            // A long poll that has nothing to tell waits.
            if matches!(
                self.coming.as_slice(),
                [Msg::Answered(_, request, _)] if matches!(**request, Request::Poll(_))
            ) {
                return;
            }
        }
        panic!("the widget and the server never fall silent");
    }

    fn say(&mut self, text: &str) {
        self.update(Msg::Typed(text.to_owned()));
        self.update(Msg::Submitted);
    }

    /// The connection breaks; what was on its way is lost.
    fn cut(&mut self) {
        self.coming.clear();
        let generation = self.model.generation;
        self.update(Msg::Disconnected(generation, 1006));
    }

    /// The visitor goes to another page of the site.
    fn reload(&mut self) {
        self.coming.clear();
        self.model = Model::new(setup(), self.kept.clone(), self.kept_pending.clone());
        self.update(Msg::Ticked);
    }

    /// Time passes until the widget wants to do something.
    fn wait(&mut self) {
        if let Some(at) = self.model.wake_at() {
            self.now = self.now.max(at);
        }
        self.update(Msg::Ticked);
    }

    /// All is well for long enough.
    fn calm_down(&mut self) {
        self.is_reachable = true;
        self.refuses = 0;
        for _ in 0..60 {
            self.hear();
            let is_done = self.model.outbox.pending.is_empty() && self.model.deeds.is_empty();
            if is_done && (self.model.is_up() || self.model.wake_at().is_none()) {
                return;
            }
            self.wait();
        }
    }

    fn said_by_visitor(&self) -> Vec<String> {
        texts(&self.stored)
    }
}

fn texts(messages: &[Message<PublicAuthor>]) -> Vec<String> {
    messages
        .iter()
        .filter(|message| message.author == PublicAuthor::Visitor)
        .filter_map(|message| message.body.text().map(str::to_owned))
        .collect()
}

fn message(
    number: usize,
    client_id: ClientId,
    author: PublicAuthor,
    body: Body,
) -> Message<PublicAuthor> {
    Message {
        number: MessageNumber(u32::try_from(number).unwrap()),
        client_id,
        author,
        body,
        at: Timestamp(0),
        edited_at: None,
    }
}

fn said(message: &Message<PublicAuthor>) -> VisitorEvent {
    VisitorEvent {
        position: Position(message.number.0.into()),
        happening: Happening::Said(message.clone()),
    }
}

fn talking() -> World {
    let mut world = World::new();
    world.update(Msg::Opened);
    world.say("first");
    world.hear();
    world
}

#[test]
fn before_the_first_message_nothing_is_kept_and_nothing_asked() {
    let mut world = World::new();
    for msg in [
        Msg::Ticked,
        Msg::Opened,
        Msg::Typed("Hel".to_owned()),
        Msg::Woken,
    ] {
        world.update(msg);
    }
    world.update(Msg::Folded);
    assert!(!world.model.memory.is_worth_keeping());
    let is_quiet =
        |effect: &Effect| matches!(effect, Effect::Keep | Effect::Focus(_) | Effect::Fill);
    assert!(world.asked.iter().all(is_quiet), "{:?}", world.asked);
    assert_eq!(world.model.wake_at(), None);
}

#[test]
fn the_first_message_makes_a_token_a_conversation_and_a_connection() {
    let world = talking();
    assert_eq!(world.said_by_visitor(), ["first"]);
    assert_eq!(world.kept.token.as_deref(), Some("token"));
    assert_eq!(world.kept.conversation, Some(CONVERSATION));
    assert!(world.model.is_up());
    assert_eq!(world.kept_pending, []);
}

#[test]
fn of_two_tabs_that_get_a_token_at_one_instant_both_take_the_one_that_is_kept() {
    let mut world = World::new();
    world.update(Msg::Opened);
    world.say("first");
    let answer = world.coming.pop().unwrap();
    // The other tab wrote its own just before, and nobody has heard of it.
    world.kept.token = Some("other".to_owned());
    world.update(answer);
    assert_eq!(world.kept.token.as_deref(), Some("other"));
    let starts = |world: &World| {
        let is_start = |effect: &&Effect| matches!(effect, Effect::Ask(_, request) if matches!(**request, Request::Start(_)));
        world.asked.iter().filter(is_start).count()
    };
    assert_eq!(starts(&world), 0);
    // What that tab keeps while it knows of no token takes none away.
    world.update(Msg::Remembered(Memory::default()));
    world.update(Msg::Folded);
    world.wait();
    assert_eq!(world.model.memory.token.as_deref(), Some("other"));
    assert_eq!(world.kept.token.as_deref(), Some("other"));
    assert_eq!(starts(&world), 1);
    world.hear();
    assert_eq!(world.said_by_visitor(), ["first"]);
}

#[test]
fn what_waits_for_a_token_is_kept_for_the_next_page_until_it_is_sent_or_taken_back() {
    let mut world = World::new();
    world.is_reachable = false;
    world.update(Msg::Opened);
    world.say("first");
    assert!(world.kept.is_waiting && world.kept.is_open);
    world.reload();
    assert!(world.model.is_open());
    world.calm_down();
    assert_eq!(world.said_by_visitor(), ["first"]);
    assert!(!world.kept.is_waiting);

    let mut world = World::new();
    world.operators_there = false;
    world.say("first");
    world.hear();
    assert_eq!(world.model.draft, "first");
    assert!(!world.kept.is_waiting);
}

#[test]
fn the_window_that_comes_first_knows_the_limits() {
    let window = include_str!("../../window/main.js");
    for line in [
        format!("const LONGEST = {};", limit::MESSAGE_CHARACTERS),
        format!("const MOST = {};", limit::OUTBOX_MESSAGES),
    ] {
        assert!(window.contains(&line), "{line}");
    }
}

#[test]
fn when_nobody_is_there_the_words_go_back_into_the_input() {
    let mut world = World::new();
    world.operators_there = false;
    world.update(Msg::Opened);
    world.say("first");
    world.say("second");
    world.hear();
    assert_eq!(world.model.notice, Some(Refusal::NobodyAvailable));
    assert_eq!(world.model.draft, "first\nsecond");
    assert_eq!(
        (world.kept_pending.len(), world.kept.conversation),
        (0, None)
    );

    world.operators_there = true;
    world.update(Msg::Submitted);
    world.hear();
    assert_eq!(world.said_by_visitor(), ["first\nsecond"]);
    assert_eq!(world.model.notice, None);
}

#[test]
fn a_message_that_is_too_long_stays_in_the_input() {
    let mut world = talking();
    let text = "é".repeat(4_001);
    world.say(&text);
    assert_eq!(world.model.notice, Some(Refusal::TooLong));
    assert_eq!(world.model.draft, text);
    assert_eq!(world.said_by_visitor(), ["first"]);
}

#[test]
fn a_restored_page_shows_the_conversation_and_sends_what_was_unsent() {
    let mut world = talking();
    world.is_reachable = false;
    world.say("on the way");
    world.reload();
    assert!(world.model.is_open());
    world.calm_down();
    assert_eq!(world.said_by_visitor(), ["first", "on the way"]);
}

#[test]
fn sockets_that_never_open_give_way_to_long_polls() {
    let mut world = World::new();
    world.has_sockets = false;
    world.update(Msg::Opened);
    world.say("first");
    for _ in 0..6 {
        world.hear();
        world.wait();
    }
    assert!(world.model.is_up());
    world.say("second");
    world.hear();
    world.calm_down();
    assert_eq!(world.said_by_visitor(), ["first", "second"]);

    world.has_sockets = true;
    world.now = world.now.plus(6 * 60_000);
    world.hear();
    let is_open = matches!(world.model.line, Line::Open { .. });
    assert!(is_open, "{:?}", world.model.line);
}

#[test]
fn a_silent_connection_is_given_up_after_a_minute() {
    let mut world = talking();
    world.now = world.now.plus(59_999);
    world.update(Msg::Ticked);
    assert!(world.model.is_up());
    world.now = world.now.plus(1);
    world.update(Msg::Ticked);
    assert!(!world.model.is_up());
    assert!(world.asked.contains(&Effect::Disconnect));
}

#[test]
fn the_wait_before_another_try_grows_up_to_half_a_minute() {
    let mut world = talking();
    world.is_reachable = false;
    let mut longest = 0;
    for _ in 0..40 {
        world.cut();
        let Line::Waiting { until } = world.model.line else {
            panic!("the widget does not wait: {:?}", world.model.line);
        };
        longest = longest.max(until.since(world.now));
        world.wait();
    }
    assert!((10_000..=30_000).contains(&longest), "{longest}");
}

#[test]
fn a_token_that_is_no_longer_valid_is_replaced_and_the_words_go_into_a_new_conversation() {
    let mut world = talking();
    world.coming.clear();
    world.stored.clear();
    world.is_reachable = false;
    world.say("again");
    let generation = world.model.generation;
    world.update(Msg::Disconnected(generation, close::UNAUTHORIZED));
    assert_eq!((&world.kept.token, world.kept.conversation), (&None, None));
    world.calm_down();
    assert_eq!(world.said_by_visitor(), ["again"]);
}

#[test]
fn a_page_that_may_not_use_the_channel_is_not_tried_again() {
    let mut world = talking();
    let generation = world.model.generation;
    world.update(Msg::Disconnected(generation, close::FOREIGN_ORIGIN));
    assert_eq!(world.model.wake_at(), None);
}

#[test]
fn typing_is_told_on_the_first_character_and_again_after_fifty_seconds() {
    let mut world = talking();
    let told = |world: &World| {
        let typing = |effect: &&Effect| matches!(effect, Effect::Send(frame) if matches!(&**frame, FromVisitor::Typing(typing) if typing.active));
        world.asked.iter().filter(typing).count()
    };
    world.update(Msg::Typed("/help".to_owned()));
    assert_eq!(told(&world), 0);
    world.update(Msg::Typed("h".to_owned()));
    world.update(Msg::Typed("he".to_owned()));
    assert_eq!(told(&world), 1);
    world.now = world.now.plus(50_000);
    world.update(Msg::Typed("hel".to_owned()));
    assert_eq!(told(&world), 2);
}

#[test]
fn pages_are_told_once_on_each_page_and_only_in_a_conversation() {
    let mut world = World::new();
    let told = |world: &World| {
        let pages = |effect: &&Effect| matches!(effect, Effect::TellPages(_));
        world.asked.iter().filter(pages).count()
    };
    world.update(Msg::Ticked);
    world.update(Msg::Opened);
    world.update(Msg::Configured(Box::new(setup())));
    assert_eq!(told(&world), 0);
    world.say("Hello");
    world.calm_down();
    assert_eq!(told(&world), 1);
    world.say("Hello again");
    world.calm_down();
    assert_eq!(told(&world), 1);
    world.update(Msg::Configured(Box::new(setup())));
    assert_eq!(told(&world), 2);
}

#[test]
fn an_operator_who_types_is_forgotten_after_a_minute_or_with_his_message() {
    let mut world = talking();
    let typing = ToVisitor::Typing(domain::wire::visitor::OperatorTyping {
        name: "Mara".to_owned(),
        active: true,
    });
    let generation = world.model.generation;
    world.update(Msg::Heard(generation, Box::new(typing.clone())));
    assert_eq!(world.model.typing.len(), 1);
    world.operator_says("here");
    world.hear();
    assert_eq!(world.model.typing, []);
    world.update(Msg::Heard(generation, Box::new(typing)));
    world.now = world.now.plus(60_000);
    world.update(Msg::Ticked);
    assert_eq!(world.model.typing, []);
}

#[test]
fn what_is_in_sight_is_seen_and_what_is_not_is_counted_and_told() {
    let mut world = talking();
    world.operator_says("one");
    world.hear();
    assert_eq!(
        (world.model.unread(), world.visitor_seen),
        (0, MessageNumber(2))
    );
    world.update(Msg::Folded);
    world.operator_says("two");
    world.hear();
    assert_eq!((world.model.unread(), world.alerts), (1, 1));
    world.update(Msg::Toggled);
    assert_eq!(
        (world.model.unread(), world.visitor_seen),
        (0, MessageNumber(3))
    );
    world.update(Msg::Sighted(false));
    world.operator_says("three");
    world.hear();
    assert_eq!((world.model.unread(), world.alerts), (1, 2));
}

#[test]
fn what_another_tab_saw_is_seen_here() {
    let mut world = talking();
    world.update(Msg::Folded);
    world.operator_says("one");
    world.hear();
    let mut memory = world.model.memory.clone();
    memory.seen = MessageNumber(2);
    memory.is_open = true;
    world.update(Msg::Remembered(memory));
    assert_eq!(world.model.unread(), 0);
    assert!(world.model.is_open());
}

#[test]
fn a_conversation_begun_in_another_tab_appears() {
    let mut world = talking();
    let memory = world.kept.clone();
    world.model = Model::new(setup(), Memory::default(), Vec::new());
    world.update(Msg::Ticked);
    world.update(Msg::Remembered(memory));
    world.hear();
    assert_eq!(
        texts(&world.model.chat.as_ref().unwrap().chat.messages),
        ["first"]
    );
}

#[test]
fn a_message_of_another_tab_is_left_to_it_for_a_while() {
    let mut world = talking();
    let pending = Pending {
        client_id: ClientId(Uuid::from_u128(u128::MAX)),
        text: "theirs".to_owned(),
        choice: None,
        written_at: world.now,
        refused: None,
    };
    world.update(Msg::PendingKept(pending));
    world.hear();
    assert_eq!(world.said_by_visitor(), ["first"]);
    world.wait();
    world.hear();
    assert_eq!(world.said_by_visitor(), ["first", "theirs"]);
}

#[test]
fn leaving_asks_first_and_only_where_there_is_something_to_leave() {
    let mut world = World::new();
    world.update(Msg::Opened);
    world.update(Msg::CloseAsked);
    assert!(!world.model.is_asking && !world.model.is_open());

    let mut world = talking();
    world.update(Msg::CloseAsked);
    assert!(world.model.is_asking && world.model.is_open());
    world.update(Msg::CloseDeclined);
    assert!(!world.model.is_asking && !world.ended);
    world.update(Msg::CloseAsked);
    world.update(Msg::CloseConfirmed);
    world.hear();
    assert!(world.model.is_ended() && !world.model.is_up());
    world.update(Msg::Renewed);
    assert_eq!((world.kept.conversation, &world.model.chat), (None, &None));
}

#[test]
fn the_end_comes_after_what_was_written_before_it() {
    let mut world = talking();
    world.is_reachable = false;
    world.say("last words");
    world.update(Msg::CloseConfirmed);
    world.cut();
    world.calm_down();
    assert_eq!(world.said_by_visitor(), ["first", "last words"]);
    assert!(world.ended);
}

#[test]
fn an_edit_gives_the_input_back_what_stood_in_it() {
    let mut world = talking();
    world.update(Msg::Typed("half a thought".to_owned()));
    world.update(Msg::EditBegun(MessageNumber(1)));
    assert_eq!(world.model.draft, "first");
    world.say("changed");
    assert_eq!(world.model.draft, "half a thought");
    let is_edit = |deed: &Rc<FromVisitor>| matches!(&**deed, FromVisitor::Edit(edit) if edit.text == "changed");
    assert!(world.model.deeds.iter().any(is_edit));
}

#[derive(Clone, Debug)]
enum Step {
    Say,
    OperatorSays,
    Hear,
    Cut,
    Silence,
    Refuse,
    Reload,
    Wait,
    Sockets(bool),
    HearTwice,
    LoseAnswers,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::Say),
        1 => Just(Step::OperatorSays),
        4 => Just(Step::Hear),
        2 => Just(Step::Cut),
        1 => Just(Step::Silence),
        1 => Just(Step::Refuse),
        1 => Just(Step::Reload),
        3 => Just(Step::Wait),
        1 => any::<bool>().prop_map(Step::Sockets),
        1 => Just(Step::HearTwice),
        1 => Just(Step::LoseAnswers),
    ]
}

proptest! {
    #[test]
    fn nothing_written_is_lost_doubled_or_put_out_of_order(steps in prop::collection::vec(step(), 0..40)) {
        let mut world = World::new();
        world.update(Msg::Opened);
        let mut written = Vec::new();
        for step in steps {
            match step {
                Step::Say => {
                    let text = format!("message {}", written.len());
                    world.say(&text);
                    written.push(text);
                }
                Step::OperatorSays if world.has_conversation => world.operator_says("yes?"),
                Step::OperatorSays => {}
                Step::Hear => world.hear(),
                Step::Cut => world.cut(),
                Step::Silence => world.is_reachable = !world.is_reachable,
                Step::Refuse => world.refuses = 2,
                Step::Reload => world.reload(),
                Step::Wait => world.wait(),
                Step::Sockets(has) => world.has_sockets = has,
                Step::HearTwice => {
                    let mut again = world.coming.clone();
                    // A request is answered once; a frame may come again.
                    again.retain(|msg| matches!(msg, Msg::Heard(..)));
                    world.hear();
                    world.coming.extend(again);
                    world.hear();
                }
                Step::LoseAnswers => world.coming.clear(),
            }
        }
        world.reload();
        world.calm_down();
        world.hear();
        prop_assert_eq!(world.said_by_visitor(), written.clone());
        prop_assert_eq!(&world.kept_pending, &[]);
        let shown = world.model.chat.as_ref().map(|chat| texts(&chat.chat.messages));
        prop_assert_eq!(shown.unwrap_or_default(), written);
    }
}

fn asked_by_a_bot() -> (World, AnswerId) {
    let mut world = talking();
    world.bot = Some(PublicBot {
        name: "Guide".to_owned(),
        place: Script::Asks(StepId(Uuid::from_u128(1))),
    });
    let snapshot = world.snapshot();
    let generation = world.model.generation;
    world.update(Msg::Heard(generation, Box::new(snapshot)));
    (world, AnswerId(Uuid::from_u128(1 << 90 | 5)))
}

#[test]
fn an_answer_is_chosen_once_however_often_it_is_pressed() {
    let (mut world, answer) = asked_by_a_bot();
    assert!(world.model.is_asked());
    world.update(Msg::Chosen(answer, "Prices".to_owned()));
    world.update(Msg::Chosen(answer, "Prices".to_owned()));
    assert!(!world.model.is_asked());
    let sent: Vec<Option<AnswerId>> = world
        .asked
        .iter()
        .filter_map(|effect| match effect {
            Effect::Send(frame) => match frame.as_ref() {
                FromVisitor::Say(say) if say.text == "Prices" => Some(say.choice),
                _ => None,
            },
            _ => None,
        })
        .collect();
    assert_eq!(sent, [Some(answer)]);
}

#[test]
fn a_script_at_its_end_begins_again_once() {
    let (mut world, _) = asked_by_a_bot();
    world.update(Msg::Restarted);
    assert!(world.model.deeds.is_empty(), "it is not at its end");
    world.bot = Some(PublicBot {
        name: "Guide".to_owned(),
        place: Script::DeadEnd,
    });
    let (snapshot, generation) = (world.snapshot(), world.model.generation);
    world.update(Msg::Heard(generation, Box::new(snapshot)));
    assert!(world.model.can_restart());
    world.update(Msg::Restarted);
    world.update(Msg::Restarted);
    assert_eq!(world.model.deeds.len(), 1);
    assert!(!world.model.can_restart());
}

#[test]
fn a_script_that_an_operator_took_over_does_not_begin_again() {
    let (mut world, _) = asked_by_a_bot();
    for ended in [false, true] {
        world.ended = ended;
        world.bot = Some(PublicBot {
            name: "Guide".to_owned(),
            place: Script::Forwarded,
        });
        let (snapshot, generation) = (world.snapshot(), world.model.generation);
        world.update(Msg::Heard(generation, Box::new(snapshot)));
        assert!(!world.model.can_restart());
        world.update(Msg::Restarted);
        assert!(world.model.deeds.is_empty());
    }
}

#[test]
fn a_script_that_begins_again_after_the_end_is_followed() {
    let (mut world, _) = asked_by_a_bot();
    world.ended = true;
    world.bot = Some(PublicBot {
        name: "Guide".to_owned(),
        place: Script::Over,
    });
    let (snapshot, generation) = (world.snapshot(), world.model.generation);
    world.update(Msg::Heard(generation, Box::new(snapshot)));
    assert!(world.model.is_ended());
    world.update(Msg::Restarted);
    world.hear();
    assert_eq!(world.model.deeds.len(), 1, "the end does not take it back");
    let accepted = Accepted {
        client_id: sending::client_id(&world.model.deeds[0]).unwrap(),
        number: Some(MessageNumber(5)),
    };
    let generation = world.model.generation;
    world.update(Msg::Heard(
        generation,
        Box::new(ToVisitor::Accepted(accepted)),
    ));
    assert!(!world.model.is_ended() && world.model.deeds.is_empty());
}
