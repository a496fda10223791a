//! Who gets a conversation, as the database knows the operators (spec 5.3–5.5, 5.10).

use crate::stories;
use crate::world::{World, new_client_id, new_token, start};
use domain::country::Country;
use domain::id::{ConsoleId, ConversationId, LineId};
use domain::language::LanguageTag;
use domain::routing::{Group, PREVIOUS_REMEMBERED_MS, Pick, Reason, SPARED_MS};
use domain::user::{Preferences, User};
use domain::wire::console::{FromConsole, Request};
use domain::wire::visitor::Start;
use server::desk::{Desk, TokenHash};
use uuid::Uuid;

/// A new conversation of a visitor: who got it, and why.
async fn asked(
    world: &World,
    token: TokenHash,
    shown: Option<&str>,
    user: &User,
) -> (String, Reason) {
    let start = Start {
        shown_operator: shown.map(str::to_owned),
        ..start("Hello")
    };
    let chat = world.start(token, start).await.unwrap().chat;
    let conversation = world
        .desk()
        .visitor_conversation(token, chat.conversation)
        .await
        .unwrap();
    let reasons = world.desk().reasons(user, conversation).await.unwrap();
    let [(_, reason)] = reasons.as_slice() else {
        panic!("{reasons:?}")
    };
    (chat.operators[0].clone(), *reason)
}

async fn end(desk: &Desk, user: &User, conversation: ConversationId) {
    let request = Request {
        conversation,
        client_id: new_client_id(),
    };
    desk.console_frame(user, FromConsole::End(request))
        .await
        .unwrap();
}

/// Lets the two minutes pass in which somebody is spared; everybody has come back to his console by then.
async fn pass_the_pause(world: &World, users: &[&User]) {
    world.clock.advance(SPARED_MS);
    for user in users {
        let (console, line) = (ConsoleId(Uuid::now_v7()), LineId(Uuid::now_v7()));
        world
            .desk()
            .console_opened(user, console, line)
            .await
            .unwrap();
    }
}

/// Ends everything that goes on.
async fn end_all(world: &World, user: &User) {
    let inbox = world.desk().console_snapshot(user).await.unwrap().inbox;
    for row in inbox.rows.iter().filter(|row| row.conversation.is_open()) {
        end(world.desk(), user, row.conversation.id).await;
    }
}

stories! {
    async fn the_operator_whom_the_widget_showed_is_asked(world: &World) {
        let ada = world.operator("Ada").await;
        world.operator("Ben").await;
        for name in ["Ada", "Ben"] {
            let asked = asked(world, new_token(), Some(name), &ada).await;
            assert_eq!(asked, (name.to_owned(), Reason::Shown));
        }
    }

    async fn a_visitor_gets_his_previous_operator_back_for_a_week(world: &World) {
        let ada = world.operator("Ada").await;
        world.operator("Ben").await;
        let token = new_token();
        asked(world, token, Some("Ben"), &ada).await;
        end_all(world, &ada).await;
        let again = asked(world, token, Some("Ada"), &ada).await;
        assert_eq!(again, ("Ben".to_owned(), Reason::Previous));
        end_all(world, &ada).await;
        world.clock.advance(PREVIOUS_REMEMBERED_MS);
        for name in ["Cem", "Dana"] {
            world.operator(name).await;
        }
        let later = asked(world, token, Some("Cem"), &ada).await;
        assert_eq!(later, ("Cem".to_owned(), Reason::Shown));
    }

    async fn who_was_just_given_one_is_spared_for_two_minutes(world: &World) {
        let ada = world.operator("Ada").await;
        let ben = world.operator("Ben").await;
        let first = asked(world, new_token(), None, &ada).await;
        end_all(world, &ada).await;
        // Both are idle, so that only the pause decides.
        let second = asked(world, new_token(), None, &ada).await;
        assert_ne!(first.0, second.0);
        assert!(matches!(second.1, Reason::Group { set_aside: 1, members: 2, .. }), "{second:?}");
        end_all(world, &ada).await;
        pass_the_pause(world, &[&ada, &ben]).await;
        let third = asked(world, new_token(), None, &ada).await;
        assert!(matches!(third.1, Reason::Group { set_aside: 0, pick: Pick::Idle { tied: 2 }, .. }), "{third:?}");
    }

    async fn who_has_least_to_do_is_asked(world: &World) {
        let ada = world.operator("Ada").await;
        for _ in 0..2 {
            asked(world, new_token(), None, &ada).await;
            pass_the_pause(world, &[&ada]).await;
        }
        world.operator("Ben").await;
        let (name, reason) = asked(world, new_token(), None, &ada).await;
        assert_eq!(name, "Ben");
        assert!(matches!(reason, Reason::Group { pick: Pick::Idle { tied: 1 }, .. }), "{reason:?}");
    }

    async fn who_speaks_the_visitors_language_is_asked_then_who_is_in_his_country(world: &World) {
        let ada = world.operator("Ada").await;
        let ben = world.operator("Ben").await;
        let cem = world.operator("Cem").await;
        let english = LanguageTag::parse("en");
        let speaks = |main_language, country| Preferences {
            main_language,
            country,
            ..Preferences::default()
        };
        let belgium = Country::parse("BE");
        for (user, preferences) in [(&ben, speaks(english, None)), (&cem, speaks(None, belgium))] {
            world.desk().save_preferences(user, &user.name, preferences).await.unwrap();
        }
        let asked = async |language: &str, country| {
            let start = Start { language: Some(language.to_owned()), ..start("Hello") };
            let token = new_token();
            let chat = world.desk().start(token, start, country).await.unwrap().chat;
            let id = world.desk().visitor_conversation(token, chat.conversation).await.unwrap();
            let (_, reason) = world.desk().reasons(&ada, id).await.unwrap()[0];
            end_all(world, &ada).await;
            let Reason::Group { group, .. } = reason else { panic!("{reason:?}") };
            (chat.operators[0].clone(), group)
        };
        assert_eq!(asked("en-GB", belgium).await, ("Ben".to_owned(), Group::LanguageAndAll));
        assert_eq!(asked("fr", belgium).await, ("Cem".to_owned(), Group::CountryAndAll));
        assert_eq!(asked("fr", None).await.1, Group::All);
    }

    async fn who_comes_by_himself_has_no_reason(world: &World) {
        let ada = world.operator("Ada").await;
        let visitor = world.visitor("Hello").await;
        let ben = world.user("Ben").await;
        let conversation = world.conversation_of(visitor).await;
        world.answers(&ben, conversation, "May I?").await.unwrap();
        let reasons = world.desk().reasons(&ben, conversation).await.unwrap();
        assert_eq!(reasons.iter().map(|(user, _)| *user).collect::<Vec<_>>(), [ada.id]);
    }
}
