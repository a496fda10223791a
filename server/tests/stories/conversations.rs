//! Writing to one another.

use crate::stories;
use crate::world::{Visitor, World, new_client_id, new_token, refusal, start};
use domain::event::{Entry, Happening, Position};
use domain::id::PublicConversationId;
use domain::limit::MESSAGE_CHARACTERS;
use domain::message::{Author, Body, MessageNumber};
use domain::wire::Refusal;
use domain::wire::console::{self, FromConsole, Request};
use domain::wire::visitor::{self, FromVisitor, Start};
use uuid::Uuid;

stories! {
    async fn the_first_message_makes_a_conversation_with_an_operator(world: &World) {
        let ada = world.operator("Ada Lovelace").await;
        let snapshot = world.start(new_token(), start("Is there tea?")).await.unwrap();
        assert_eq!(snapshot.chat.operators, ["Ada Lovelace"]);
        assert!(!snapshot.chat.ended);
        let inbox = world.desk().console_snapshot(&ada).await.unwrap().inbox;
        let [row] = inbox.rows.as_slice() else { panic!("{inbox:?}") };
        assert_eq!(row.conversation.visitor_name, "Visitor 1");
        assert_eq!(row.conversation.page.as_deref(), Some("https://shop.example/tea"));
        assert!(row.conversation.has_operator(ada.id));
        assert_eq!(world.texts(&ada, row.conversation.id).await, ["Is there tea?"]);
        let entries = world.desk().entries_after(Position(0), 10).await.unwrap();
        let events = entries.iter().filter_map(Entry::event);
        assert!(matches!(
            events.map(|event| &event.happening).collect::<Vec<_>>().as_slice(),
            [Happening::Started(_), Happening::Joined(_), Happening::Said(_)]
        ));
        assert_eq!(Some(snapshot.cursor.position), entries.last().map(Entry::position));
    }

    async fn what_is_said_both_ways_stands_in_order(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("one").await;
        let conversation = world.conversation_of(visitor).await;
        world.answers(&ada, conversation, "two").await.unwrap();
        world.says(visitor, "three").await.unwrap();
        let answer = world.answers(&ada, conversation, "four").await.unwrap();
        assert_eq!(answer.number, Some(MessageNumber(5)));
        assert_eq!(world.texts(&ada, conversation).await, ["one", "two", "three", "four"]);
        world.assert_journal_is_whole().await;
    }

    async fn a_start_sent_twice_makes_one_conversation(world: &World) {
        world.operator("Ada").await;
        let (token, start) = (new_token(), start("Hello"));
        let first = world.start(token, start.clone()).await.unwrap();
        assert_eq!(world.start(token, start).await.unwrap(), first);
    }

    async fn two_tabs_that_start_at_once_share_one_conversation(world: &World) {
        let ada = world.operator("Ada").await;
        let token = new_token();
        let (left, right) = tokio::join!(
            world.start(token, start("from the left")),
            world.start(token, start("from the right")),
        );
        assert_eq!(left.unwrap().chat.conversation, right.unwrap().chat.conversation);
        let inbox = world.desk().console_snapshot(&ada).await.unwrap().inbox;
        assert_eq!(inbox.rows.len(), 1);
        let mut texts = world.texts(&ada, inbox.rows[0].conversation.id).await;
        texts.sort();
        assert_eq!(texts, ["from the left", "from the right"]);
    }

    async fn a_message_sent_again_is_stored_once_and_answered_the_same(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let client_id = new_client_id();
        let (first, second) = tokio::join!(
            world.says_as(visitor, client_id, "again"),
            world.says_as(visitor, client_id, "again"),
        );
        let first = first.unwrap();
        assert_eq!(second.unwrap(), first);
        assert_eq!(world.says_as(visitor, client_id, "again").await.unwrap(), first);
        let conversation = world.conversation_of(visitor).await;
        assert_eq!(world.texts(&ada, conversation).await, ["Hello", "again"]);
    }

    async fn a_message_sent_many_times_among_other_requests_is_stored_once(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let conversation = world.conversation_of(visitor).await;
        let client_id = new_client_id();
        let again = || world.says_as(visitor, client_id, "again");
        let edit = || world.desk().visitor_frame(visitor.token, FromVisitor::Edit(visitor::Edit {
            conversation: visitor.conversation,
            client_id: new_client_id(),
            number: MessageNumber(1),
            text: "Not mine".to_owned(),
        }));
        let (first, refused, second, joined, third, refused_too, last) = tokio::join!(
            again(),
            edit(),
            again(),
            world.answers(&ada, conversation, "I see"),
            again(),
            edit(),
            again(),
        );
        assert_eq!((refusal(refused), refusal(refused_too)), (Refusal::NotYours, Refusal::NotYours));
        joined.unwrap();
        let first = first.unwrap();
        assert!([second, third, last].into_iter().all(|answer| answer.unwrap() == first));
        let mut texts = world.texts(&ada, conversation).await;
        // Which of the two came first is open where they came to different nodes.
        texts.sort();
        assert_eq!(texts, ["Hello", "I see", "again"]);
        world.assert_journal_is_whole().await;
    }

    async fn a_message_sent_again_after_the_end_is_answered_the_same(world: &World) {
        world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let client_id = new_client_id();
        let accepted = world.says_as(visitor, client_id, "last").await.unwrap();
        let end = visitor::End { conversation: visitor.conversation, client_id: new_client_id() };
        world.desk().visitor_frame(visitor.token, FromVisitor::End(end)).await.unwrap();
        assert_eq!(world.says_as(visitor, client_id, "last").await.unwrap(), accepted);
        assert_eq!(refusal(world.says(visitor, "more").await), Refusal::Ended);
    }

    async fn an_ended_conversation_takes_nothing_more_and_the_next_start_makes_another(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let conversation = world.conversation_of(visitor).await;
        let end = FromConsole::End(Request { conversation, client_id: new_client_id() });
        let ended = world.desk().console_frame(&ada, end.clone()).await.unwrap().unwrap();
        assert_eq!(ended.number, Some(MessageNumber(3)));
        assert_eq!(world.desk().console_frame(&ada, end).await.unwrap().unwrap(), ended);
        let again = FromConsole::End(Request { conversation, client_id: new_client_id() });
        assert_eq!(world.desk().console_frame(&ada, again).await.unwrap().unwrap().number, None);
        assert_eq!(refusal(world.answers(&ada, conversation, "late").await), Refusal::Ended);
        assert_eq!(refusal(world.says(visitor, "late").await), Refusal::Ended);
        let next = world.start(visitor.token, start("Another question")).await.unwrap();
        assert_ne!(next.chat.conversation, visitor.conversation);
        let inbox = world.desk().console_snapshot(&ada).await.unwrap().inbox;
        assert!(inbox.rows.iter().all(|row| row.conversation.visitor_name == "Visitor 1"));
    }

    async fn a_request_under_the_id_of_another_harms_nobody(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let other = world.visitor("Hello").await;
        let conversation = world.conversation_of(visitor).await;
        let client_id = new_client_id();
        world.says_as(visitor, client_id, "Mine").await.unwrap();
        let end = visitor::End { conversation: visitor.conversation, client_id };
        let console_end = FromConsole::End(Request { conversation, client_id });
        let (first, ended, ended_too, joined, last) = tokio::join!(
            world.says(other, "one"),
            world.desk().visitor_frame(visitor.token, FromVisitor::End(end)),
            world.desk().console_frame(&ada, console_end),
            world.start(visitor.token, Start { client_id, ..start("again") }),
            world.says(other, "two"),
        );
        for answer in [ended.unwrap(), ended_too.unwrap()] {
            assert_eq!(answer.unwrap().number, Some(MessageNumber(3)));
        }
        assert_eq!(joined.unwrap().chat.conversation, visitor.conversation);
        assert!(first.is_ok() && last.is_ok());
        world.assert_journal_is_whole().await;
    }

    async fn a_channel_key_of_any_characters_is_only_unknown(world: &World) {
        world.operator("Ada").await;
        for key in ["\0", "'", "website\0", "%"] {
            assert_eq!(refusal(world.desk().channel_by_key(key).await), Refusal::NotFound);
            let start = Start { channel: key.to_owned(), ..start("Hello") };
            assert_eq!(refusal(world.start(new_token(), start).await), Refusal::NotFound);
        }
    }

    async fn a_foreign_conversation_looks_like_one_that_does_not_exist(world: &World) {
        world.operator("Ada").await;
        let visitor = world.visitor("Mine").await;
        let missing = PublicConversationId(Uuid::new_v4());
        for (token, conversation) in [
            (new_token(), visitor.conversation),
            (world.visitor("Other").await.token, visitor.conversation),
            (visitor.token, missing),
        ] {
            let stranger = Visitor { token, conversation };
            assert_eq!(refusal(world.says(stranger, "Let me in").await), Refusal::NotFound);
            assert_eq!(refusal(world.desk().visitor_snapshot(token, conversation).await), Refusal::NotFound);
            let older = visitor::Older { conversation, before: MessageNumber(9) };
            assert_eq!(refusal(world.desk().visitor_older(token, older).await), Refusal::NotFound);
        }
        let snapshot = world.desk().visitor_snapshot(visitor.token, visitor.conversation).await.unwrap();
        assert_eq!(snapshot.chat.chat.messages.len(), 2);
    }

    async fn only_its_author_changes_a_message(world: &World) {
        let ada = world.operator("Ada").await;
        let ben = world.user("Ben").await;
        let visitor = world.visitor("Teh tea").await;
        let conversation = world.conversation_of(visitor).await;
        world.answers(&ada, conversation, "Which?").await.unwrap();
        let edit = |number: u32, text: &str| FromVisitor::Edit(visitor::Edit {
            conversation: visitor.conversation,
            client_id: new_client_id(),
            number: MessageNumber(number),
            text: text.to_owned(),
        });
        let visitor_does = |frame| world.desk().visitor_frame(visitor.token, frame);
        visitor_does(edit(2, "The tea")).await.unwrap();
        let position = world.cursor().await.position;
        visitor_does(edit(2, "The tea")).await.unwrap();
        assert_eq!(world.cursor().await.position, position, "the same words are no news");
        assert_eq!(refusal(visitor_does(edit(1, "I was here")).await), Refusal::NotYours);
        assert_eq!(refusal(visitor_does(edit(3, "Any")).await), Refusal::NotYours);
        assert_eq!(refusal(visitor_does(edit(9, "None")).await), Refusal::NotFound);
        let delete = |number| FromConsole::Delete(console::Delete {
            conversation,
            client_id: new_client_id(),
            number: MessageNumber(number),
        });
        assert_eq!(refusal(world.desk().console_frame(&ben, delete(3)).await), Refusal::NotYours);
        assert_eq!(refusal(world.desk().console_frame(&ada, delete(2)).await), Refusal::NotYours);
        world.desk().console_frame(&ada, delete(3)).await.unwrap();
        world.desk().console_frame(&ada, delete(3)).await.unwrap();
        let messages = world.messages(&ada, conversation).await;
        assert_eq!(messages[1].body, Body::Text("The tea".to_owned()));
        assert_eq!(messages[1].edited_at, Some(world.clock.now()));
        assert_eq!(messages[2].body, Body::Deleted);
        world.assert_journal_is_whole().await;
    }

    async fn a_message_of_the_limit_is_kept_and_one_past_it_refused(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let most = "é".repeat(MESSAGE_CHARACTERS);
        world.says(visitor, &most).await.unwrap();
        assert_eq!(refusal(world.says(visitor, &format!("{most}!")).await), Refusal::TooLong);
        assert_eq!(refusal(world.says(visitor, " \n").await), Refusal::Empty);
        let conversation = world.conversation_of(visitor).await;
        assert_eq!(world.texts(&ada, conversation).await, ["Hello".to_owned(), most]);
    }

    async fn an_operator_who_writes_joins_first(world: &World) {
        world.operator("Ada").await;
        let ben = world.user("Ben").await;
        let visitor = world.visitor("Hello").await;
        let conversation = world.conversation_of(visitor).await;
        let answer = world.answers(&ben, conversation, "I know this").await.unwrap();
        assert_eq!(answer.number, Some(MessageNumber(4)));
        let messages = world.messages(&ben, conversation).await;
        assert_eq!(messages[2].body, Body::Joined);
        assert!(messages[2].author.is_user(ben.id));
        let seen = world.desk().visitor_snapshot(visitor.token, visitor.conversation).await.unwrap();
        assert_eq!(seen.chat.operators, ["Ada", "Ben"]);
    }

    async fn joining_and_leaving_twice_is_harmless(world: &World) {
        world.operator("Ada").await;
        let ben = world.user("Ben").await;
        let visitor = world.visitor("Hello").await;
        let conversation = world.conversation_of(visitor).await;
        let request = || Request { conversation, client_id: new_client_id() };
        let does = async |frame| world.desk().console_frame(&ben, frame).await.unwrap().unwrap().number;
        let join = FromConsole::Join(request());
        assert_eq!(does(join.clone()).await, Some(MessageNumber(3)));
        assert_eq!(does(join).await, Some(MessageNumber(3)));
        assert_eq!(does(FromConsole::Join(request())).await, None);
        let leave = FromConsole::Leave(request());
        assert_eq!(does(leave.clone()).await, Some(MessageNumber(4)));
        assert_eq!(does(leave).await, Some(MessageNumber(4)));
        assert_eq!(does(FromConsole::Leave(request())).await, None);
        world.says(visitor, "Still open").await.unwrap();
        world.assert_journal_is_whole().await;
    }

    async fn what_a_page_calls_itself_is_cut_and_cleaned(world: &World) {
        let ada = world.operator("Ada").await;
        let told = Start {
            page: Some(format!("https://shop.example/\u{0}{}", "x".repeat(5_000))),
            language: Some("'; drop table".to_owned()),
            ..start("Hello")
        };
        world.start(new_token(), told).await.unwrap();
        let inbox = world.desk().console_snapshot(&ada).await.unwrap().inbox;
        let conversation = &inbox.rows[0].conversation;
        assert_eq!(conversation.page.as_ref().map(|page| page.chars().count()), Some(2_000));
        assert_eq!(conversation.language, None);
    }

    async fn a_visitor_ends_his_conversation(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let end = visitor::End { conversation: visitor.conversation, client_id: new_client_id() };
        world.desk().visitor_frame(visitor.token, FromVisitor::End(end)).await.unwrap();
        let conversation = world.conversation_of(visitor).await;
        let messages = world.messages(&ada, conversation).await;
        let last = messages.last().unwrap();
        assert_eq!((&last.author, &last.body), (&Author::Visitor, &Body::Left));
        let snapshot = world.desk().visitor_snapshot(visitor.token, visitor.conversation).await.unwrap();
        assert!(snapshot.chat.ended);
    }

    async fn a_token_is_good_for_half_a_year_after_its_last_use(world: &World) {
        use domain::time::DAY_MS;
        world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        world.clock.advance(179 * DAY_MS);
        world.says(visitor, "Still me").await.unwrap();
        world.clock.advance(179 * DAY_MS);
        let elsewhere = world.another_node().await;
        elsewhere.visitor_snapshot(visitor.token, visitor.conversation).await.unwrap();
        world.clock.advance(180 * DAY_MS);
        assert_eq!(refusal(world.says(visitor, "Too late").await), Refusal::Unauthorized);
        assert_eq!(refusal(world.start(visitor.token, start("Too late")).await), Refusal::Unauthorized);
    }
}
