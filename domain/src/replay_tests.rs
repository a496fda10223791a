//! Snapshot + events = later snapshot, for inbox, thread and visitor's chat, over random conversations.

use crate::audience::as_visitor_sees;
use crate::chat::{Chat, VisitorChat};
use crate::chatbot::{Bot, Given, Moved, Place as BotPlace, PublicBot, Run, Value};
use crate::conversation::{Change, Conversation, Outcome, Status};
use crate::event::{Event, Happening, Position};
use crate::id::{ChatbotId, ClientId, ConversationId, StepId};
use crate::inbox::{Applied, Inbox, InboxRow};
use crate::message::{Author, Body, Message, MessageNumber};
use crate::rating::Face;
use crate::testing::{attachment, author, conversation, operator};
use crate::time::Timestamp;
use proptest::prelude::*;
use uuid::Uuid;

/// A journal and the state that its deeds left, as a store would hold them.
struct World {
    conversations: Vec<(Conversation, Vec<Message>)>,
    journal: Vec<Event>,
    /// Which messages call the first operator.
    mentions: Vec<(ConversationId, MessageNumber)>,
}

impl World {
    fn new() -> Self {
        Self {
            conversations: Vec::new(),
            journal: Vec::new(),
            mentions: Vec::new(),
        }
    }

    fn position(&self) -> Position {
        self.journal
            .last()
            .map_or(Position(0), |event| event.position)
    }

    fn record(&mut self, id: ConversationId, happening: Happening) {
        let position = Position(self.position().0 + 1);
        if let Some((conversation, messages)) = self
            .conversations
            .iter_mut()
            .find(|(known, _)| known.id == id)
        {
            conversation.pass(Timestamp(position.0));
            let mut chat = Chat {
                position: Position(0),
                messages: std::mem::take(messages),
                has_older: false,
            };
            chat.apply(position, &happening);
            *messages = chat.messages;
        }
        self.journal.push(Event {
            position,
            conversation: id,
            at: Timestamp(position.0),
            happening,
        });
    }

    fn start(&mut self) {
        let place = u128::try_from(self.conversations.len()).unwrap();
        let at = Timestamp(self.position().0 + 1);
        let started = Conversation {
            id: ConversationId(Uuid::from_u128(1_000 + place)),
            email: (place != 1).then(|| "ada@example.org".to_owned()),
            started_at: at,
            active_at: at,
            bot: place.is_multiple_of(2).then(|| {
                Box::new(Bot {
                    chatbot: ChatbotId(Uuid::nil()),
                    version: 1,
                    name: "Guide".to_owned(),
                    run: Run::at(BotPlace::DeadEnd),
                })
            }),
            ..conversation()
        };
        self.conversations.push((started.clone(), Vec::new()));
        self.record(started.id, Happening::Started(Box::new(started)));
    }

    fn carry_out(&mut self, (kind, place, who): (u8, usize, u128)) {
        if kind == 0 || self.conversations.is_empty() {
            return self.start();
        }
        let place = place % self.conversations.len();
        let next = self.position().0 + 1;
        let change = Change {
            author: if who == 0 {
                Author::Visitor
            } else {
                author(who)
            },
            client_id: ClientId(Uuid::from_u128(u128::try_from(next).unwrap())),
            at: Timestamp(next),
        };
        let (conversation, messages) = &mut self.conversations[place];
        let last = messages.last().cloned();
        let happening = match kind {
            1..=4 => conversation.say(change, format!("words {next}")).ok(),
            5 => conversation
                .join(operator(who.max(1)), change.client_id, change.at)
                .ok()
                .flatten(),
            6 if who > 0 => conversation.leave(change).ok().flatten(),
            7 => last.and_then(|message| {
                conversation
                    .edit(
                        &message,
                        &change.author,
                        "other words".to_owned(),
                        change.at,
                    )
                    .ok()
            }),
            8 => last.and_then(|message| conversation.delete(&message, &change.author).ok()),
            9 => conversation.end(change),
            10 => conversation
                .set_status(Status::ALL[place % 3])
                .ok()
                .flatten(),
            11 => conversation
                .help(operator(who.max(1)), change.client_id, change.at)
                .ok()
                .flatten(),
            12 => conversation
                .invite(operator(2), operator(1), change.client_id, change.at)
                .ok()
                .flatten(),
            13 => conversation.mail(change, format!("mail {next}")).ok(),
            14 => conversation
                .correct_outcome(Outcome::ALL[place % 4], operator(1), change.at)
                .ok()
                .flatten(),
            15 if conversation.is_with_bot() => conversation
                .bot_says(
                    Body::Text(format!("step {next}")),
                    change.client_id,
                    change.at,
                )
                .ok()
                .flatten(),
            16 => conversation.bot_moves(moved(place, who)).ok().flatten(),
            17 => conversation
                .tell_restart(change.client_id, change.at)
                .ok()
                .flatten(),
            18 => conversation
                .rate(Face::ALL[place % 3], format!("comment {next}"), change.at)
                .ok()
                .flatten(),
            19 => conversation.keep_rating_internal(next % 2 == 0),
            20 => conversation.attach(change, attachment(next)).ok(),
            21 => Some(conversation.mail_missed(change.client_id, change.at)),
            22 => Some(conversation.decline_mail(change.client_id, change.at)),
            23 => conversation.give_address(format!("a{next}@example.org")),
            24 => last
                .filter(|last| last.author.operator().is_some() && last.body.gist().is_some())
                .filter(|last| !last.author.is_user(operator(who.max(1)).id))
                .map(|last| Happening::Mentioned {
                    number: last.number,
                    users: vec![operator(who.max(1)).id],
                }),
            _ => None,
        };
        let id = conversation.id;
        if let Some(Happening::Mentioned { number, users }) = &happening
            && users.contains(&operator(1).id)
        {
            self.mentions.push((id, *number));
        }
        if let Some(happening) = happening {
            self.record(id, happening);
        }
    }

    fn inbox(&self) -> Inbox {
        let mut rows: Vec<InboxRow> = self
            .conversations
            .iter()
            .map(|(conversation, messages)| {
                let mine = messages.iter().rev().find(|message| {
                    message.author.is_user(operator(1).id) && !message.body.is_system_line()
                });
                let seen = mine.map_or(MessageNumber(0), |message| message.number);
                let unseen = messages
                    .iter()
                    .filter(|message| message.number > seen && message.body.gist().is_some());
                let calls = |number| self.mentions.contains(&(conversation.id, number));
                InboxRow {
                    position: self.position(),
                    conversation: conversation.clone(),
                    unread: unseen
                        .clone()
                        .filter(|message| !matches!(message.author, Author::Bot(_)))
                        .map(|message| message.number)
                        .collect(),
                    mentions: unseen
                        .map(|message| message.number)
                        .filter(|number| calls(*number))
                        .collect(),
                }
            })
            .collect();
        rows.sort_by_key(|row| {
            std::cmp::Reverse((row.conversation.active_at, row.conversation.id))
        });
        Inbox {
            user: operator(1).id,
            rows,
            older_than: None,
        }
    }

    fn chat(&self, place: usize) -> Chat {
        Chat {
            position: self.position(),
            messages: self.conversations[place].1.clone(),
            has_older: false,
        }
    }

    fn visitor_chat(&self, place: usize) -> VisitorChat {
        let (conversation, messages) = &self.conversations[place];
        VisitorChat {
            conversation: conversation.public_id,
            chat: Chat {
                position: self.position(),
                messages: messages
                    .iter()
                    .filter_map(Message::as_visitor_sees)
                    .collect(),
                has_older: false,
            },
            ended: !conversation.is_open(),
            operators: conversation
                .operators
                .iter()
                .map(|operator| operator.public_name.clone())
                .collect(),
            operators_seen: conversation.operators_seen,
            visitor_seen: conversation.visitor_seen,
            bot: conversation.bot.as_deref().map(PublicBot::from),
        }
    }
}

/// The same state whatever position it was read at.
fn at_zero(mut inbox: Inbox) -> Inbox {
    for row in &mut inbox.rows {
        row.position = Position(0);
    }
    inbox
}

fn moved(place: usize, who: u128) -> Moved {
    let step = StepId(Uuid::from_u128(who));
    let places = [
        BotPlace::Over,
        BotPlace::Asks(step),
        BotPlace::Waits(step),
        BotPlace::DeadEnd,
    ];
    Moved {
        place: places[place],
        given: (who == 1).then(|| Given {
            step,
            value: Value::Email(format!("a{place}@example.org")),
        }),
        is_anew: who == 2,
    }
}

proptest! {
    #[test]
    fn what_the_inbox_lets_go_of_is_over_needed_by_nobody_and_in_the_next_page(
        deeds in proptest::collection::vec((0u8..14, 0usize..8, 0u128..3), 0..80),
        (most, kept) in (0usize..4, 0u128..8),
    ) {
        let mut world = World::new();
        for deed in deeds {
            world.carry_out(deed);
        }
        let whole = world.inbox();
        let is_kept = |id: ConversationId| id.0.as_u128() == 1_000 + kept;
        let mut held = whole.clone();
        held.let_go(most, is_kept);
        let may_go = |row: &&InboxRow| {
            let id = row.conversation.id;
            !row.conversation.is_open() && !row.waits_for(whole.user) && !is_kept(id)
        };
        let left: Vec<&InboxRow> = held.rows.iter().filter(may_go).collect();
        let newest: Vec<&InboxRow> = whole.rows.iter().filter(may_go).take(most).collect();
        prop_assert_eq!(left, newest);
        let end = held.older_than;
        let page = whole.rows.iter().filter(|row| end.is_some_and(|end| row.place() < end));
        held.append(page.cloned().collect(), None);
        prop_assert_eq!(held, whole);
    }

    #[test]
    fn snapshot_and_events_are_the_later_snapshot(
        before in proptest::collection::vec((0u8..25, 0usize..4, 0u128..3), 1..30),
        after in proptest::collection::vec((0u8..25, 0usize..4, 0u128..3), 0..30),
        repeated in 0usize..5,
    ) {
        let mut world = World::new();
        for deed in before {
            world.carry_out(deed);
        }
        let mut inbox = world.inbox();
        let mut chat = world.chat(0);
        let mut visitor_chat = world.visitor_chat(0);
        let watched = world.conversations[0].0.id;
        let read = world.journal.len().saturating_sub(repeated);
        for deed in after {
            world.carry_out(deed);
        }
        for event in &world.journal[read..] {
            prop_assert_eq!(inbox.apply(event), Applied::Done);
            if event.conversation == watched {
                chat.apply_event(event);
                if let Some(event) = as_visitor_sees(event) {
                    visitor_chat.apply(&event);
                }
            }
        }
        prop_assert_eq!(at_zero(inbox), at_zero(world.inbox()));
        prop_assert_eq!(chat.messages, world.chat(0).messages);
        let mut expected = world.visitor_chat(0);
        expected.chat.position = visitor_chat.chat.position;
        prop_assert_eq!(visitor_chat, expected);
    }

    #[test]
    fn a_chat_read_in_pages_is_the_whole_chat(count in 0usize..40, page in 1usize..10) {
        let mut world = World::new();
        world.start();
        for _ in 0..count {
            world.carry_out((1, 0, 0));
        }
        let whole = world.chat(0).messages;
        let newest = whole.len().saturating_sub(page);
        let mut chat = Chat { messages: whole[newest..].to_vec(), has_older: newest > 0, position: world.position() };
        while chat.has_older {
            let end = whole.len() - chat.messages.len();
            let start = end.saturating_sub(page);
            chat.prepend(crate::chat::OlderMessages { messages: whole[start..end].to_vec(), has_older: start > 0 });
        }
        prop_assert_eq!(chat.messages, whole);
    }
}

#[test]
fn an_event_of_a_conversation_further_down_asks_for_its_row() {
    let mut world = World::new();
    world.start();
    // What a chatbot answers waits for nobody.
    world.conversations[0].0.bot = None;
    world.carry_out((1, 0, 0));
    let mut inbox = Inbox {
        user: operator(1).id,
        rows: Vec::new(),
        older_than: None,
    };
    let id = world.conversations[0].0.id;
    assert_eq!(inbox.apply(&world.journal[1]), Applied::Unknown(id));
    for row in world.inbox().rows {
        inbox.insert(row);
    }
    assert_eq!(inbox.unread(), 1);
    inbox.see(id, &author(2), MessageNumber(1));
    assert_eq!(inbox.unread(), 1);
    inbox.see(id, &author(1), MessageNumber(1));
    assert_eq!(inbox.unread(), 0);
}

#[test]
fn nothing_is_left_of_an_erased_conversation_for_whoever_reads_on() {
    let mut world = World::new();
    world.start();
    world.carry_out((1, 0, 0));
    let (mut inbox, mut chat) = (world.inbox(), world.chat(0));
    let mut unread = Inbox {
        rows: Vec::new(),
        ..inbox.clone()
    };
    let id = world.conversations[0].0.id;
    for event in &mut world.journal {
        event.happening = Happening::Erased;
    }
    world.record(id, Happening::Erased);
    for event in &world.journal {
        assert_eq!(inbox.apply(event), Applied::Done);
        assert_eq!(unread.apply(event), Applied::Done, "nothing is fetched");
        chat.apply_event(event);
        assert_eq!(as_visitor_sees(event), None);
    }
    assert_eq!((inbox.rows, unread.rows), (Vec::new(), Vec::new()));
    assert_eq!(chat.messages, []);
}
