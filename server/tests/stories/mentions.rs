//! Operators whom a colleague calls by name (spec 10.6).

use crate::mails::{administrator, mail_server};
use crate::smtp::Mood;
use crate::stories;
use crate::world::{World, new_client_id};
use domain::event::{Cursor, Entry, Happening};
use domain::id::ConversationId;
use domain::limit::INBOX_PAGE;
use domain::message::MessageNumber;
use domain::user::{Preferences, User};
use domain::wire::console::{self, FromConsole};
use server::desk::{ConsoleResume, VisitorResume};

async fn mentions(world: &World, user: &User, id: ConversationId) -> Vec<MessageNumber> {
    world.desk().inbox_row(user, id).await.unwrap().mentions
}

async fn sees(world: &World, user: &User, conversation: ConversationId, number: MessageNumber) {
    let seen = FromConsole::Seen(console::Seen {
        conversation,
        number,
    });
    world.desk().console_frame(user, seen).await.unwrap();
}

/// What was told of mentions since.
async fn told(world: &World, user: &User, cursor: Cursor) -> Vec<Happening> {
    let resumed = world.desk().console_resume(user, cursor).await.unwrap();
    let ConsoleResume::Events(told, _) = resumed else {
        panic!("a snapshot")
    };
    let events = told.events.iter().filter_map(Entry::event);
    events
        .map(|event| event.happening.clone())
        .filter(|happening| matches!(happening, Happening::Mentioned { .. }))
        .collect()
}

stories! {
    async fn who_is_called_has_a_mark_until_he_looks(world: &World) {
        let (mara, ben) = (world.operator("Mara").await, world.user("Ben").await);
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        let cursor = world.cursor().await;
        let number = world.answers(&mara, id, "One moment, @ben knows").await.unwrap().number.unwrap();
        assert_eq!(mentions(world, &ben, id).await, [number]);
        assert_eq!(mentions(world, &mara, id).await, []);
        let row = world.desk().inbox_row(&ben, id).await.unwrap();
        assert!(row.waits_for(ben.id), "it waits for him, who was never there");
        assert_eq!(told(world, &ben, cursor).await, [Happening::Mentioned { number, users: vec![ben.id] }]);
        let resumed = world.desk().visitor_resume(visitor.token, visitor.conversation, cursor).await.unwrap();
        let VisitorResume::Events(heard) = resumed else { panic!() };
        assert_eq!(heard.events.len(), 1, "the words, and nothing of whom they call");
        sees(world, &ben, id, number).await;
        assert_eq!(mentions(world, &ben, id).await, []);
    }

    async fn the_snapshot_has_the_mark_however_old_the_conversation(world: &World) {
        let (mara, ben) = (world.operator("Mara").await, world.user("Ben").await);
        let id = world.conversation_of(world.visitor("First").await).await;
        let number = world.answers(&mara, id, "@Ben?").await.unwrap().number.unwrap();
        world.clock.advance(1_000);
        for _ in 0..INBOX_PAGE {
            world.visitor("Later").await;
        }
        let start = world.desk().console_snapshot(&ben).await.unwrap();
        let row = start.inbox.row(id).cloned().expect("the conversation in which he is called");
        assert_eq!(row.mentions, [number]);
        let cem = world.user("Cem").await;
        let other = world.desk().console_snapshot(&cem).await.unwrap();
        assert_eq!(other.inbox.row(id), None, "it is too old for who is not in it");
    }

    async fn words_that_are_taken_back_call_nobody(world: &World) {
        let (mara, ben) = (world.operator("Mara").await, world.user("Ben").await);
        let id = world.conversation_of(world.visitor("Hello").await).await;
        let number = world.answers(&mara, id, "@Ben").await.unwrap().number.unwrap();
        let delete = FromConsole::Delete(console::Delete { conversation: id, client_id: new_client_id(), number });
        world.desk().console_frame(&mara, delete).await.unwrap();
        assert_eq!(mentions(world, &ben, id).await, []);
    }

    async fn visitors_oneself_and_strangers_are_no_mentions(world: &World) {
        let (mara, ben) = (world.operator("Mara").await, world.user("Ben").await);
        let visitor = world.visitor("Where is @Ben?").await;
        let id = world.conversation_of(visitor).await;
        world.says(visitor, "@Ben!").await.unwrap();
        let cursor = world.cursor().await;
        world.answers(&mara, id, "I am @Mara, mail me@ben or ask @Bernard").await.unwrap();
        assert_eq!(mentions(world, &ben, id).await, []);
        assert_eq!(told(world, &ben, cursor).await, []);
    }

    async fn the_same_request_again_calls_once(world: &World) {
        let (mara, ben) = (world.operator("Mara").await, world.user("Ben").await);
        let id = world.conversation_of(world.visitor("Hello").await).await;
        let cursor = world.cursor().await;
        let say = console::Say { conversation: id, client_id: new_client_id(), text: "@Ben".to_owned() };
        let first = world.desk().console_frame(&mara, FromConsole::Say(say.clone())).await.unwrap();
        let again = world.desk().console_frame(&mara, FromConsole::Say(say)).await.unwrap();
        assert_eq!(first, again);
        assert_eq!(told(world, &ben, cursor).await.len(), 1);
    }

    async fn who_is_away_gets_a_letter_until_he_looks_if_he_wants_one(world: &World) {
        let chief = administrator(world).await;
        let server = mail_server(world, &chief, Mood::Takes).await;
        let mara = world.operator("Mara").await;
        let (ben, cem, zoe) = (world.user("Ben").await, world.user("Cem").await, world.operator("Zoe").await);
        let unwilling = Preferences { mention_mails: false, ..Preferences::default() };
        world.desk().save_preferences(&cem, "Cem", unwilling).await.unwrap();
        let id = world.conversation_of(world.visitor("Hello").await).await;
        let number = world.answers(&mara, id, "@Ben @Cem @Zoe: the <mill> again").await.unwrap().number.unwrap();
        world.answers(&mara, id, "@Ben really").await.unwrap();
        while world.desk().send_due_mails().await.unwrap() > 0 {}
        let letters = server.letters_when(1).await;
        let [letter] = &letters[..] else { panic!("one letter, to who is away: {letters:?}") };
        assert_eq!(letter.to, "ben@example.org");
        assert!(letter.content.contains("Mara mentions you"), "{}", letter.content);
        assert!(letter.content.contains("the &lt;mill&gt; again"), "{}", letter.content);
        letter.link(&format!("/inbox/{id}"));
        assert_eq!(mentions(world, &zoe, id).await, [number]);
        sees(world, &ben, id, MessageNumber(u32::MAX)).await;
        world.answers(&mara, id, "@Ben!").await.unwrap();
        while world.desk().send_due_mails().await.unwrap() > 0 {}
        assert_eq!(server.letters_when(2).await.len(), 2, "he had looked");
    }
}
