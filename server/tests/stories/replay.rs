//! Snapshot + events = later snapshot, for inbox, thread and visitor's chat, over random deeds on both databases.

use crate::world::{Visitor, World, new_client_id, new_user, start};
use domain::chat::{Chat, VisitorChat};
use domain::conversation::{Outcome, Status};
use domain::details::Details;
use domain::event::{Entry, Position};
use domain::id::{ConsoleId, ConversationId, ExpertiseId, LineId, TagId};
use domain::inbox::{Applied, Inbox, InboxRow};
use domain::mail::TypedMailServer;
use domain::message::MessageNumber;
use domain::rating::Face;
use domain::time::MINUTE_MS;
use domain::user::{Preferences, Role, User};
use domain::wire::console::{self, FromConsole, Request};
use domain::wire::copy::SendCopy;
use domain::wire::rating::Rate;
use domain::wire::visitor::{self, FromVisitor};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use server::desk::{ConsoleResume, Desk, Invitation, SentFile, Signal, VisitorResume};
use uuid::Uuid;

/// A deed: what, in which conversation, by whom, on which message.
type Deed = (u8, usize, usize, u32);

struct Players {
    administrator: User,
    users: [User; 2],
    /// Those who come and go.
    others: Vec<User>,
    /// How many of them came, gone ones included: no two have one address.
    invited: usize,
    visitors: Vec<Visitor>,
    tags: Vec<TagId>,
    expertises: Vec<ExpertiseId>,
}

impl Players {
    /// An administrator, two operators and a visitor who has said something.
    async fn come(world: &World) -> Self {
        let mara = new_user("Mara", Role::Administrator);
        let administrator = world.desk().create_user(mara).await.unwrap();
        let mut tags = Vec::new();
        for name in ["Bug", "Refund"] {
            let tag = world.desk().make_tag(&administrator, name, None).await;
            tags.push(tag.unwrap().id);
            let desk = world.desk();
            desk.add_expertise(&administrator, name).await.unwrap();
        }
        let expertises = world.desk().expertises(&administrator).await.unwrap();
        // Nobody takes what is sent there: letters are written all the same.
        let server = TypedMailServer {
            host: "mail.example.org".to_owned(),
            port: "25".to_owned(),
            sender: "chat@example.org".to_owned(),
            ..TypedMailServer::default()
        };
        let saved = world.desk().save_mail_server(&administrator, 0, server);
        saved.await.unwrap();
        Self {
            administrator,
            tags,
            expertises: expertises.iter().map(|known| known.id).collect(),
            users: [world.operator("Ada").await, world.operator("Ben").await],
            others: Vec::new(),
            invited: 0,
            visitors: vec![world.visitor("first words").await],
        }
    }

    async fn carry_out(&mut self, world: &World, (kind, place, who, number): Deed) {
        if kind == 0 {
            if self.visitors.len() < 4 {
                self.visitors.push(world.visitor("first words").await);
            } else {
                let token = self.visitors[place % 4].token;
                let started = world.start(token, start("new session")).await.unwrap();
                let conversation = started.chat.conversation;
                self.visitors[place % 4] = Visitor {
                    token,
                    conversation,
                };
            }
            return;
        }
        // One of them stays in the channel, so that there is always somebody to talk to.
        if kind == 11 || kind == 12 {
            let channel = world.channel().await;
            let (desk, user) = (world.desk(), &self.users[1]);
            match kind {
                11 => desk.leave_channel(user, channel).await.unwrap(),
                _ => desk.join_channel(user, channel).await.unwrap(),
            }
            return;
        }
        if kind == 25 {
            return self.attach(world, (place, who)).await;
        }
        if kind == 26 {
            return self.come_again(world, place).await;
        }
        if kind == 27 {
            return self.wait(world).await;
        }
        if kind > 19 {
            return self.keep_details(world, (kind, place, who, number)).await;
        }
        if kind > 15 {
            return self.change_people(world, (kind, place, number)).await;
        }
        let visitor = self.visitors[place % self.visitors.len()];
        let number = MessageNumber(number);
        // Refusals are part of the game: they must change nothing.
        match self.users.get(who) {
            Some(user) => {
                let conversation = world.conversation_of(visitor).await;
                if let Some(frame) = console_frame(kind, conversation, number) {
                    drop(world.desk().console_frame(user, frame).await);
                }
            }
            None if kind == 15 => {
                let rate = Rate {
                    conversation: visitor.conversation,
                    face: Face::ALL[place % 3],
                    comment: format!("comment {}", number.0),
                };
                drop(world.desk().rate(visitor.token, rate).await);
            }
            None => {
                if let Some(frame) = visitor_frame(kind, visitor, number) {
                    drop(world.desk().visitor_frame(visitor.token, frame).await);
                }
            }
        }
    }
}

impl Players {
    /// A visitor leaves, asks for a copy, and begins another conversation.
    async fn come_again(&mut self, world: &World, place: usize) {
        let place = place % self.visitors.len();
        let Visitor {
            token,
            conversation,
        } = self.visitors[place];
        let end = FromVisitor::End(visitor::End {
            conversation,
            client_id: new_client_id(),
        });
        world.desk().visitor_frame(token, end).await.unwrap();
        let copy = SendCopy {
            conversation,
            email: format!("v{place}@example.org"),
        };
        // Who asks too often is refused.
        drop(world.desk().send_copy(token, copy, String::new()).await);
        let started = world.start(token, start("again")).await.unwrap();
        self.visitors[place].conversation = started.chat.conversation;
    }

    /// Time passes, until what is unread goes by e-mail.
    async fn wait(&self, world: &World) {
        world.clock.advance(11 * MINUTE_MS);
        for user in &self.users {
            let (console, line) = (ConsoleId(Uuid::now_v7()), LineId(Uuid::now_v7()));
            let opened = world.desk().console_opened(user, console, line);
            opened.await.unwrap();
        }
        world.desk().do_due_jobs().await.unwrap();
    }

    /// Somebody puts a file in.
    async fn attach(&mut self, world: &World, (place, who): (usize, usize)) {
        let visitor = self.visitors[place % self.visitors.len()];
        let file = SentFile {
            client_id: new_client_id(),
            name: format!("file {place}.txt"),
            content: b"words".to_vec(),
        };
        let (desk, conversation) = (world.desk(), world.conversation_of(visitor).await);
        // An ended conversation takes none.
        drop(if let Some(user) = self.users.get(who) {
            desk.attach_as_operator(user, conversation, file).await
        } else {
            let (token, conversation) = (visitor.token, visitor.conversation);
            desk.attach_as_visitor(token, conversation, file).await
        });
    }

    /// Somebody notes, tags, or says what who answers should know about.
    async fn keep_details(&mut self, world: &World, (kind, place, who, number): Deed) {
        let visitor = self.visitors[place % self.visitors.len()];
        let id = world.conversation_of(visitor).await;
        let (desk, user) = (world.desk(), &self.users[who % 2]);
        let which = usize::try_from(number % 2).unwrap();
        let (tag, expertise) = (self.tags[which], self.expertises[which]);
        match kind {
            20 => {
                let known = desk.details(user, id).await.unwrap().note.version;
                let text = format!("note {number}");
                desk.save_note(user, id, known, text).await.map(drop)
            }
            21 => desk.tag(user, id, tag).await,
            22 => desk.untag(user, id, tag).await,
            23 => desk.link_expertise(user, id, expertise).await,
            _ => desk.unlink_expertise(user, id, expertise).await,
        }
        .unwrap();
    }

    /// Somebody is invited, promoted or removed, or renames himself.
    async fn change_people(&mut self, world: &World, (kind, place, number): (u8, usize, u32)) {
        let (desk, ada) = (world.desk(), &self.administrator);
        let third = self.others.get(place % self.others.len().max(1)).cloned();
        match (kind, third) {
            (16, _) | (_, None) => {
                self.invited += 1;
                let invitation = Invitation {
                    name: format!("zoë {number}"),
                    email: format!("zoe{}@example.org", self.invited),
                    role: Role::Operator,
                };
                let invited = desk.invite(ada, invitation, "http://chat.example").await;
                self.others.push(invited.unwrap().user);
            }
            (17, Some(user)) => {
                let chat_name = if number % 2 == 0 {
                    String::new()
                } else {
                    format!("Z{number}")
                };
                let preferences = Preferences {
                    chat_name,
                    ..Preferences::default()
                };
                let name = format!("Ärger {number}");
                desk.save_preferences(&user, &name, preferences)
                    .await
                    .unwrap();
            }
            (18, Some(user)) => {
                let role = if number % 2 == 0 {
                    Role::Operator
                } else {
                    Role::Administrator
                };
                let changed = world.change_member(ada, user.id, role, &[]).await;
                changed.unwrap();
            }
            (_, Some(user)) => {
                desk.remove_member(ada, user.id).await.unwrap();
                self.others.retain(|other| other.id != user.id);
            }
        }
    }
}

fn console_frame(
    kind: u8,
    conversation: ConversationId,
    number: MessageNumber,
) -> Option<FromConsole> {
    let client_id = new_client_id();
    let request = Request {
        conversation,
        client_id,
    };
    let text = format!("operator's {}", number.0);
    Some(match kind {
        1..=4 => FromConsole::Say(console::Say {
            conversation,
            client_id,
            text,
        }),
        5 => FromConsole::Join(request),
        6 => FromConsole::Leave(request),
        7 => FromConsole::Edit(console::Edit {
            conversation,
            client_id,
            number,
            text,
        }),
        8 => FromConsole::Delete(console::Delete {
            conversation,
            client_id,
            number,
        }),
        13 => FromConsole::SetStatus(console::SetStatus {
            conversation,
            client_id,
            status: Status::ALL[usize::try_from(number.0 % 3).unwrap()],
        }),
        14 => FromConsole::Help(request),
        15 => FromConsole::CorrectOutcome(console::CorrectOutcome {
            conversation,
            client_id,
            outcome: Outcome::ALL[usize::try_from(number.0 % 4).unwrap()],
        }),
        9 => FromConsole::Seen(console::Seen {
            conversation,
            number,
        }),
        10 => FromConsole::End(request),
        _ => return None,
    })
}

fn visitor_frame(kind: u8, visitor: Visitor, number: MessageNumber) -> Option<FromVisitor> {
    let client_id = new_client_id();
    let conversation = visitor.conversation;
    let text = format!("visitor's {}", number.0);
    Some(match kind {
        1..=4 => FromVisitor::Say(visitor::Say {
            conversation,
            client_id,
            text,
            choice: None,
        }),
        7 => FromVisitor::Edit(visitor::Edit {
            conversation,
            client_id,
            number,
            text,
        }),
        8 => FromVisitor::Delete(visitor::Delete {
            conversation,
            client_id,
            number,
        }),
        9 => FromVisitor::Seen(visitor::Seen {
            conversation,
            number,
        }),
        10 => FromVisitor::End(visitor::End {
            conversation,
            client_id,
        }),
        _ => return None,
    })
}

/// The same state whatever position it was read at.
fn inbox_at_zero(mut inbox: Inbox) -> Inbox {
    for row in &mut inbox.rows {
        row.position = Position(0);
    }
    inbox
}

fn chat_at_zero(mut chat: VisitorChat) -> VisitorChat {
    chat.chat.position = Position(0);
    chat
}

async fn play(world: &World, before: &[Deed], after: &[Deed]) {
    let mut players = Players::come(world).await;
    let first = players.visitors[0];
    for deed in before {
        players.carry_out(world, *deed).await;
        world.clock.advance(1);
    }
    let user = players.users[0].clone();
    let snapshot = world.desk().console_snapshot(&user).await.unwrap();
    let conversation = world.conversation_of(first).await;
    let mut inbox = snapshot.inbox;
    let mut channels = snapshot.channels;
    let mut people = snapshot.people;
    let opened = world
        .desk()
        .whole_conversation(&user, conversation)
        .await
        .unwrap();
    let (mut thread, mut details, row): (Chat, Details, InboxRow) = opened;
    assert_eq!(Some(&row), inbox.row(conversation));
    let mine = world
        .desk()
        .visitor_snapshot(first.token, first.conversation)
        .await
        .unwrap();
    let mut signals: Vec<_> = world.nodes().iter().map(Desk::signals).collect();
    for deed in after {
        players.carry_out(world, *deed).await;
        world.clock.advance(1);
    }

    let resumed = world
        .desk()
        .console_resume(&user, snapshot.cursor)
        .await
        .unwrap();
    let ConsoleResume::Events(events, up_to_date) = resumed else {
        panic!()
    };
    let mut by_signals = inbox.clone();
    for entry in &events.events {
        match entry {
            Entry::Channel(event) => channels.apply(event),
            Entry::Person(event) => people.apply(event),
            Entry::Conversation(_) => {}
        }
    }
    for event in events.events.iter().filter_map(Entry::event) {
        assert_eq!(inbox.apply(event), Applied::Done);
        by_signals.apply(event);
        if event.conversation == conversation {
            thread.apply_event(event);
            details.apply(event);
        }
    }
    for saw in &up_to_date.seen {
        inbox.see(saw.conversation, &saw.reader, saw.number);
    }
    for told in &mut signals {
        while let Ok(signal) = told.try_recv() {
            if let Signal::Seen(saw) = signal {
                by_signals.see(saw.conversation, &saw.reader, saw.number);
            }
        }
    }
    let later = world.desk().console_snapshot(&user).await.unwrap();
    assert_eq!(later.cursor, events.cursor);
    assert_eq!(channels, later.channels);
    assert_eq!(people, later.people);
    assert_eq!(people, up_to_date.people);
    assert_eq!(inbox_at_zero(inbox), inbox_at_zero(later.inbox.clone()));
    assert_eq!(
        inbox_at_zero(by_signals),
        inbox_at_zero(later.inbox.clone())
    );
    for row in &later.inbox.rows {
        assert_eq!(
            &world
                .desk()
                .inbox_row(&user, row.conversation.id)
                .await
                .unwrap(),
            row
        );
    }
    assert_eq!(thread.messages, world.messages(&user, conversation).await);
    let kept = world.desk().details(&user, conversation).await.unwrap();
    assert_eq!((details.note, details.tags), (kept.note, kept.tags));

    the_visitor_has_it_too(world, first, mine).await;
    world.assert_journal_is_whole().await;
}

/// What a visitor held before, with what happened since, is what he would be told now.
async fn the_visitor_has_it_too(world: &World, visitor: Visitor, before: visitor::Snapshot) {
    let (token, conversation) = (visitor.token, visitor.conversation);
    let resumed = world
        .desk()
        .visitor_resume(token, conversation, before.cursor);
    let VisitorResume::Events(events) = resumed.await.unwrap() else {
        panic!()
    };
    let mut chat = before.chat;
    for event in &events.events {
        chat.apply(event);
    }
    chat.operators_saw(events.operators_seen);
    chat.visitor_saw(events.visitor_seen);
    let later = world.desk().visitor_snapshot(token, conversation);
    assert_eq!(chat_at_zero(chat), chat_at_zero(later.await.unwrap().chat));
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    proptest::collection::vec((0u8..28, 0usize..4, 0usize..3, 1u32..8), 0..20)
}

/// Each case has a database of its own; proptest's own runner cannot wait for one.
async fn play_cases(world: impl AsyncFn() -> Option<World>) {
    let mut runner = TestRunner::default();
    for _ in 0..12 {
        let Some(world) = world().await else { return };
        let (before, after) = (deeds(), deeds()).new_tree(&mut runner).unwrap().current();
        eprintln!("before: {before:?}\nafter: {after:?}");
        play(&world, &before, &after).await;
    }
}

#[tokio::test]
async fn snapshot_and_events_are_the_later_snapshot_on_sqlite() {
    play_cases(async || Some(World::on_sqlite().await)).await;
}

#[tokio::test]
async fn snapshot_and_events_are_the_later_snapshot_on_postgres() {
    play_cases(World::on_postgres).await;
}

#[tokio::test]
async fn snapshot_and_events_are_the_later_snapshot_on_a_cluster() {
    play_cases(World::on_cluster).await;
}
