//! What is unread, who has seen what, and what a returning client is sent.

use crate::stories;
use crate::world::{World, new_client_id};
use domain::event::{Cursor, Position};
use domain::limit::{MESSAGES_PAGE, RESUME_EVENTS};
use domain::message::{Author, MessageNumber};
use domain::user::User;
use domain::wire::console::{self, FromConsole};
use domain::wire::visitor::{self, FromVisitor};
use server::desk::{ConsoleResume, Signal, VisitorResume};

async fn unread(world: &World, user: &User) -> Vec<u32> {
    let inbox = world.desk().console_snapshot(user).await.unwrap().inbox;
    let row = inbox.rows.first().unwrap();
    let alone = world
        .desk()
        .inbox_row(user, row.conversation.id)
        .await
        .unwrap();
    assert_eq!(alone.unread, row.unread);
    row.unread.iter().map(|number| number.0).collect()
}

stories! {
    async fn unread_is_what_others_wrote_past_ones_own_marker(world: &World) {
        let ada = world.operator("Ada").await;
        let ben = world.user("Ben").await;
        let visitor = world.visitor("one").await;
        let conversation = world.conversation_of(visitor).await;
        world.says(visitor, "two").await.unwrap();
        assert_eq!(unread(world, &ada).await, [2, 3]);
        let sees = async |user: &User, number| {
            let seen = console::Seen { conversation, number: MessageNumber(number) };
            assert_eq!(world.desk().console_frame(user, FromConsole::Seen(seen)).await.unwrap(), None);
        };
        sees(&ada, 2).await;
        sees(&ada, 1).await;
        assert_eq!(unread(world, &ada).await, [3], "a marker never goes back");
        assert_eq!(unread(world, &ben).await, [2, 3]);
        world.answers(&ada, conversation, "three").await.unwrap();
        assert!(unread(world, &ada).await.is_empty(), "whoever answers has read");
        assert_eq!(unread(world, &ben).await, [2, 3, 4]);
        sees(&ben, 4_000_000).await;
        world.says(visitor, "four").await.unwrap();
        assert_eq!(unread(world, &ben).await, [5], "a marker never runs ahead");
    }

    async fn what_was_seen_is_signalled_once(world: &World) {
        let world = &world.on_one_node();
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("one").await;
        let conversation = world.conversation_of(visitor).await;
        let mut signals = world.desk().signals();
        let seen = console::Seen { conversation, number: MessageNumber(2) };
        for _ in 0..2 {
            world.desk().console_frame(&ada, FromConsole::Seen(seen)).await.unwrap();
        }
        world.answers(&ada, conversation, "two").await.unwrap();
        let seen = visitor::Seen { conversation: visitor.conversation, number: MessageNumber(3) };
        for _ in 0..2 {
            world.desk().visitor_frame(visitor.token, FromVisitor::Seen(seen.clone())).await.unwrap();
        }
        let mut heard = Vec::new();
        while let Ok(Signal::Seen(saw)) = signals.try_recv() {
            heard.push((saw.reader, saw.number.0));
        }
        assert_eq!(heard, [(Author::Operator(ada.as_operator()), 2), (Author::Visitor, 3)]);
        let snapshot = world.desk().visitor_snapshot(visitor.token, visitor.conversation).await.unwrap();
        assert_eq!(snapshot.chat.operators_seen, MessageNumber(3));
        assert_eq!(snapshot.chat.visitor_seen, MessageNumber(3));
    }

    async fn typing_is_signalled_to_whoever_listens(world: &World) {
        let world = &world.on_one_node();
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("one").await;
        let conversation = world.conversation_of(visitor).await;
        let mut signals = world.desk().signals();
        let typing = visitor::Typing { conversation: visitor.conversation, active: true };
        let answer = world.desk().visitor_frame(visitor.token, FromVisitor::Typing(typing)).await;
        assert_eq!(answer.unwrap(), None);
        let typing = console::Typing { conversation, active: false };
        world.desk().console_frame(&ada, FromConsole::Typing(typing)).await.unwrap();
        let Ok(Signal::Typing(heard)) = signals.try_recv() else { panic!() };
        assert_eq!((heard.author, heard.active), (Author::Visitor, true));
        let Ok(Signal::Typing(heard)) = signals.try_recv() else { panic!() };
        assert!(heard.author.is_user(ada.id) && !heard.active);
    }

    async fn a_returning_client_gets_what_it_missed(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("one").await;
        let cursor = world.cursor().await;
        let conversation = world.conversation_of(visitor).await;
        world.visitor("Somebody else").await;
        world.answers(&ada, conversation, "two").await.unwrap();
        let resumed = world.desk().visitor_resume(visitor.token, visitor.conversation, cursor).await.unwrap();
        let VisitorResume::Events(events) = resumed else { panic!("{resumed:?}") };
        assert_eq!(events.events.len(), 1, "only of his conversation");
        assert_eq!(events.cursor, world.cursor().await);
        assert_eq!(events.operators_seen, MessageNumber(3));
        let resumed = world.desk().console_resume(&ada, cursor).await.unwrap();
        let ConsoleResume::Events(events, up_to_date) = resumed else { panic!("{resumed:?}") };
        assert_eq!(events.events.len(), 4);
        assert_eq!(up_to_date.cursor, world.cursor().await);
        assert!(up_to_date.seen.iter().any(|saw| saw.conversation == conversation
            && saw.reader.is_user(ada.id) && saw.number == MessageNumber(3)));
    }

    async fn a_cursor_of_another_journal_or_from_the_future_gets_a_snapshot(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("one").await;
        let cursor = world.cursor().await;
        for strange in [
            Cursor { epoch: cursor.epoch.wrapping_add(1), ..cursor },
            Cursor { position: Position(cursor.position.0 + 1), ..cursor },
        ] {
            let resumed = world.desk().visitor_resume(visitor.token, visitor.conversation, strange).await;
            assert!(matches!(resumed.unwrap(), VisitorResume::Snapshot(_)));
            let resumed = world.desk().console_resume(&ada, strange).await;
            assert!(matches!(resumed.unwrap(), ConsoleResume::Snapshot(_)));
        }
    }

    async fn whoever_missed_very_much_gets_a_snapshot(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("first").await;
        let cursor = world.cursor().await;
        let says = (0..RESUME_EVENTS).map(|_| world.says(visitor, "more"));
        for said in futures::future::join_all(says).await {
            said.unwrap();
        }
        let resume = async |cursor| world.desk().visitor_resume(visitor.token, visitor.conversation, cursor).await.unwrap();
        assert!(matches!(resume(cursor).await, VisitorResume::Events(_)));
        assert!(matches!(world.desk().console_resume(&ada, cursor).await.unwrap(), ConsoleResume::Events(..)));
        world.says(visitor, "one past").await.unwrap();
        let VisitorResume::Snapshot(snapshot) = resume(cursor).await else { panic!() };
        assert_eq!(snapshot.chat.chat.messages.len(), MESSAGES_PAGE);
        assert!(snapshot.chat.chat.has_older);
        assert!(matches!(world.desk().console_resume(&ada, cursor).await.unwrap(), ConsoleResume::Snapshot(_)));
    }

    async fn a_long_conversation_is_read_in_pages(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("text 2").await;
        for number in 3..=120u32 {
            world.says_as(visitor, new_client_id(), &format!("text {number}")).await.unwrap();
        }
        let conversation = world.conversation_of(visitor).await;
        let mut chat = world.desk().thread(&ada, conversation).await.unwrap();
        while chat.has_older {
            let before = chat.first_number().unwrap();
            let older = visitor::Older { conversation: visitor.conversation, before };
            let for_visitor = world.desk().visitor_older(visitor.token, older).await.unwrap();
            let page = world.desk().thread_older(&ada, conversation, before).await.unwrap();
            assert_eq!(for_visitor.messages.len(), page.messages.len());
            chat.prepend(page);
        }
        let numbers: Vec<u32> = chat.messages.iter().map(|message| message.number.0).collect();
        assert_eq!(numbers, (1..=120).collect::<Vec<_>>());
    }

    async fn a_long_inbox_is_read_in_pages(world: &World) {
        // Who is in none of them: what an operator is in he has in any case.
        let (_ada, ben) = (world.operator("Ada").await, world.user("Ben").await);
        for _ in 0..103 {
            world.visitor("Hello").await;
        }
        let mut inbox = world.desk().console_snapshot(&ben).await.unwrap().inbox;
        assert_eq!((inbox.rows.len(), inbox.older_than.is_some()), (100, true));
        let last = &inbox.rows.last().unwrap().conversation;
        let (rows, older_than) = world.desk().inbox_older(&ben, (last.active_at, last.id)).await.unwrap();
        assert_eq!((rows.len(), older_than), (3, None));
        inbox.append(rows, older_than);
        assert_eq!(inbox.rows.len(), 103);
        assert!(inbox.rows.iter().all(|row| row.unread.len() == 1));
    }
}
