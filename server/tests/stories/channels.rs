//! Channels: what administrators set, who answers there, and who hears of it.

use crate::stories;
use crate::world::{World, new_token, new_user, refusal, start};
use domain::channel::{ChannelCard, Draft, Options, Texts};
use domain::event::{ChannelChange, Entry, Position};
use domain::id::{ChannelId, ConsoleId, LineId, UserId};
use domain::limit;
use domain::presence::AWAY_AFTER_MS;
use domain::problem::{Fault, Problem};
use domain::user::{Role, User};
use domain::wire::Refusal;
use domain::wire::visitor::{Button, Start, WidgetConfig};
use server::desk::Page;
use server::error::Error;
use uuid::Uuid;

async fn administrator(world: &World) -> User {
    let made = world
        .desk()
        .create_user(new_user("Mara", Role::Administrator));
    made.await.unwrap()
}

fn draft(name: &str) -> Draft {
    Draft {
        name: name.to_owned(),
        ..Draft::default()
    }
}

async fn card(world: &World, user: &User, channel: ChannelId) -> Option<ChannelCard> {
    let snapshot = world.desk().console_snapshot(user).await.unwrap();
    snapshot.channels.card(channel).cloned()
}

async fn config(world: &World, channel: ChannelId) -> WidgetConfig {
    let config = world.desk().widget_config(channel, Page::default());
    config.await.unwrap()
}

/// What is wrong, field by field.
fn problems<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<Problem> {
    match outcome {
        Err(Error::Invalid(problems)) => problems,
        other => panic!("{other:?}"),
    }
}

fn limited(most: u32) -> Draft {
    Draft {
        options: Options {
            operator_limit: Some(most),
            ..Options::default()
        },
        ..draft("Website")
    }
}

stories! {
    async fn the_first_administrator_answers_in_the_channel_that_is_there(world: &World) {
        let token = world.desk().mint_setup_token().await.unwrap().unwrap();
        let mara = new_user("Mara", Role::Administrator);
        let mara = world.desk().create_first_administrator(&token, mara).await.unwrap();
        let channel = world.channel().await;
        assert!(card(world, &mara, channel).await.unwrap().has_joined(mara.id));
    }

    async fn who_makes_a_channel_answers_there(world: &World) {
        let mara = administrator(world).await;
        let made = world.desk().create_channel(&mara, draft("  Shop  support ")).await.unwrap();
        assert_eq!(made.name, "Shop support");
        assert!(made.key.starts_with("shop-support-"), "{}", made.key);
        let card = card(world, &mara, made.id).await.unwrap();
        assert!(card.has_joined(mara.id));
        assert_eq!(world.desk().channel_by_key(&made.key).await.unwrap().id, made.id);
    }

    async fn only_administrators_change_channels(world: &World) {
        let mara = administrator(world).await;
        let ada = world.user("Ada").await;
        let channel = world.channel().await;
        let desk = world.desk();
        let refused = [
            desk.create_channel(&ada, draft("Mine")).await.map(drop),
            desk.channel_form(&ada, channel).await.map(drop),
            desk.save_channel(&ada, channel, 0, draft("Mine")).await.map(drop),
            desk.duplicate_channel(&ada, channel).await.map(drop),
            desk.archive_channel(&ada, channel, true).await,
            desk.remove_channel(&ada, channel).await,
            desk.add_operators(&ada, channel, vec![mara.id]).await,
            desk.remove_operator(&ada, channel, mara.id).await,
        ];
        for outcome in refused {
            assert!(matches!(outcome, Err(Error::Forbidden)), "{outcome:?}");
        }
        desk.channel_facts(&ada).await.unwrap();
    }

    async fn a_name_is_given_once(world: &World) {
        let mara = administrator(world).await;
        let desk = world.desk();
        let taken = vec![Problem::new("name", Fault::Taken)];
        assert_eq!(problems(desk.create_channel(&mara, draft("WEBSITE")).await), taken);
        let shop = desk.create_channel(&mara, draft("Shop é")).await.unwrap();
        assert_eq!(problems(desk.create_channel(&mara, draft("shop É")).await), taken);
        assert_eq!(problems(desk.save_channel(&mara, shop.id, 0, draft("website")).await), taken);
        desk.save_channel(&mara, shop.id, 0, draft("SHOP é")).await.unwrap();
    }

    async fn a_form_is_stored_whole_and_reaches_consoles_and_widgets(world: &World) {
        let mara = administrator(world).await;
        let channel = world.channel().await;
        let mut draft = draft("Harbour");
        "Ahoy!".clone_into(&mut draft.texts.welcome);
        draft.translations.insert(
            "fr".to_owned(),
            Texts { welcome: "Ohé !".to_owned(), ..Texts::default() },
        );
        "https://reviews.example".clone_into(&mut draft.options.review_link);
        draft.allowed_origins = vec!["https://shop.example".to_owned()];
        world.desk().save_channel(&mara, channel, 0, draft.clone()).await.unwrap();
        let form = world.desk().channel_form(&mara, channel).await.unwrap();
        assert_eq!(Draft::from(&form.channel), draft);
        assert_eq!(card(world, &mara, channel).await.unwrap().name, "Harbour");
        let french = Page { language: "fr-CA", ..Page::default() };
        let config = world.desk().widget_config(channel, french).await.unwrap();
        assert_eq!((config.name.as_str(), config.texts.welcome.as_str()), ("Harbour", "Ohé !"));
        let entries = world.desk().entries_after(Position(0), 100).await.unwrap();
        assert!(matches!(
            entries.last(),
            Some(Entry::Channel(event))
                if matches!(&event.change, ChannelChange::Saved(card) if card.name == "Harbour")
        ));
    }

    async fn the_second_of_two_who_edit_is_told_and_changes_nothing(world: &World) {
        let mara = administrator(world).await;
        let channel = world.channel().await;
        let desk = world.desk();
        let saved = desk.save_channel(&mara, channel, 0, draft("First")).await.unwrap();
        let second = desk.save_channel(&mara, channel, 0, draft("Second")).await;
        assert!(matches!(second, Err(Error::Conflict)), "{second:?}");
        let form = desk.channel_form(&mara, channel).await.unwrap();
        assert_eq!(form.channel.name, "First");
        assert_eq!(form.channel.version, saved.version);
        desk.save_channel(&mara, channel, saved.version, draft("Second")).await.unwrap();
    }

    async fn joining_leaves_the_form_as_it_is(world: &World) {
        let mara = administrator(world).await;
        let ada = world.user("Ada").await;
        let channel = world.channel().await;
        world.desk().leave_channel(&ada, channel).await.unwrap();
        world.desk().save_channel(&mara, channel, 0, draft("Saved")).await.unwrap();
    }

    async fn what_is_wrong_changes_nothing(world: &World) {
        let mara = administrator(world).await;
        let channel = world.channel().await;
        let wrong = Draft { name: " ".to_owned(), ..draft("") };
        let missing = vec![Problem::new("name", Fault::Missing)];
        assert_eq!(problems(world.desk().save_channel(&mara, channel, 0, wrong).await), missing);
        assert_eq!(world.desk().channel_form(&mara, channel).await.unwrap().channel.version, 0);
    }

    async fn a_channel_with_conversations_is_kept_and_may_be_put_away(world: &World) {
        let mara = administrator(world).await;
        let ada = world.operator("Ada").await;
        let channel = world.channel().await;
        let visitor = world.visitor("Hello").await;
        let removed = world.desk().remove_channel(&mara, channel).await;
        assert!(matches!(removed, Err(Error::Conflict)), "{removed:?}");
        world.desk().archive_channel(&mara, channel, true).await.unwrap();
        assert_eq!(config(world, channel).await.button, Button::Hidden);
        let nobody = refusal(world.start(new_token(), start("Hello?")).await);
        assert_eq!(nobody, Refusal::NobodyAvailable);
        // What is open stays open.
        world.says(visitor, "Still there?").await.unwrap();
        world.desk().archive_channel(&mara, channel, false).await.unwrap();
        assert_eq!(config(world, channel).await.button, Button::Shown);
        assert!(!card(world, &ada, channel).await.unwrap().is_archived);
    }

    async fn a_channel_in_which_nobody_talked_can_be_removed(world: &World) {
        let mara = administrator(world).await;
        let made = world.desk().create_channel(&mara, draft("Shop")).await.unwrap();
        world.desk().remove_channel(&mara, made.id).await.unwrap();
        assert_eq!(card(world, &mara, made.id).await, None);
        let again = world.desk().remove_channel(&mara, made.id).await;
        assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
    }

    async fn a_copy_has_a_name_and_key_of_its_own(world: &World) {
        let mara = administrator(world).await;
        let channel = world.channel().await;
        let mut original = draft("Website");
        "Ahoy!".clone_into(&mut original.texts.welcome);
        world.desk().save_channel(&mara, channel, 0, original).await.unwrap();
        let copy = world.desk().duplicate_channel(&mara, channel).await.unwrap();
        let next = world.desk().duplicate_channel(&mara, channel).await.unwrap();
        assert_eq!((copy.name.as_str(), next.name.as_str()), ("Website (2)", "Website (3)"));
        assert_eq!(copy.texts.welcome, "Ahoy!");
        assert_ne!(copy.key, "website");
    }

    async fn there_are_not_endlessly_many_channels(world: &World) {
        let mara = administrator(world).await;
        // One is there from the start.
        let making = (1..limit::CHANNELS)
            .map(|number| world.desk().create_channel(&mara, draft(&format!("Channel {number}"))));
        for made in futures::future::join_all(making).await {
            made.unwrap();
        }
        let limit = limit::CHANNELS;
        let one_more = problems(world.desk().create_channel(&mara, draft("One more")).await);
        assert_eq!(one_more, [Problem::new("name", Fault::TooMany { limit })]);
    }

    async fn who_joins_becomes_an_operator_and_who_leaves_stays_one(world: &World) {
        let mara = administrator(world).await;
        let made = world.desk().create_channel(&mara, draft("Shop")).await.unwrap();
        let ada = world.operator("Ada").await;
        assert!(card(world, &ada, made.id).await.unwrap().operators.iter().all(|operator| operator.user != ada.id));
        world.desk().join_channel(&ada, made.id).await.unwrap();
        assert!(card(world, &ada, made.id).await.unwrap().has_joined(ada.id));
        world.desk().leave_channel(&ada, made.id).await.unwrap();
        let card = card(world, &ada, made.id).await.unwrap();
        assert!(card.operators.iter().any(|operator| operator.user == ada.id && !operator.has_joined));
    }

    async fn who_has_not_joined_is_not_asked(world: &World) {
        let ada = world.operator("Ada").await;
        let channel = world.channel().await;
        world.desk().leave_channel(&ada, channel).await.unwrap();
        assert_eq!(config(world, channel).await.button, Button::Hidden);
        assert_eq!(refusal(world.start(new_token(), start("Hello?")).await), Refusal::NobodyAvailable);
        world.desk().join_channel(&ada, channel).await.unwrap();
        assert_eq!(config(world, channel).await.operator.as_deref(), Some("Ada"));
        world.start(new_token(), start("Hello?")).await.unwrap();
    }

    async fn an_operator_taken_off_gets_no_more_and_keeps_what_he_has(world: &World) {
        let mara = administrator(world).await;
        let ada = world.operator("Ada").await;
        let channel = world.channel().await;
        let visitor = world.visitor("Hello").await;
        world.desk().remove_operator(&mara, channel, ada.id).await.unwrap();
        assert_eq!(refusal(world.start(new_token(), start("Hello?")).await), Refusal::NobodyAvailable);
        let conversation = world.conversation_of(visitor).await;
        world.answers(&ada, conversation, "Still here").await.unwrap();
        world.desk().add_operators(&mara, channel, vec![ada.id]).await.unwrap();
        assert!(!card(world, &ada, channel).await.unwrap().has_joined(ada.id));
    }

    async fn nobody_unknown_becomes_an_operator(world: &World) {
        let mara = administrator(world).await;
        let channel = world.channel().await;
        let added = world.desk().add_operators(&mara, channel, vec![mara.id, UserId(Uuid::nil())]);
        assert!(matches!(added.await, Err(Error::NotFound)));
    }

    async fn an_operator_at_the_limit_gets_no_more_until_one_has_ended(world: &World) {
        let mara = administrator(world).await;
        let ada = world.operator("Ada").await;
        let channel = world.channel().await;
        world.desk().save_channel(&mara, channel, 0, limited(2)).await.unwrap();
        let first = world.visitor("one").await;
        world.visitor("two").await;
        assert_eq!(refusal(world.start(new_token(), start("three")).await), Refusal::NobodyAvailable);
        assert_eq!(config(world, channel).await.button, Button::Hidden);
        let end = domain::wire::console::Request {
            conversation: world.conversation_of(first).await,
            client_id: crate::world::new_client_id(),
        };
        let ended = world.desk().console_frame(&ada, domain::wire::console::FromConsole::End(end));
        ended.await.unwrap();
        world.start(new_token(), start("three")).await.unwrap();
    }

    async fn visitors_at_one_instant_never_push_anybody_over_the_limit(world: &World) {
        const VISITORS: usize = 200;
        let mara = administrator(world).await;
        let channel = world.channel().await;
        let operators = [world.operator("Ada").await, world.operator("Ben").await, world.operator("Cem").await];
        world.desk().save_channel(&mara, channel, 0, limited(7)).await.unwrap();
        let starts = (0..VISITORS).map(|number| world.start(new_token(), start(&format!("visitor {number}"))));
        let outcomes = futures::future::join_all(starts).await;
        let taken = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        assert_eq!(taken, 21, "three operators of seven each");
        for outcome in outcomes.into_iter().filter(Result::is_err) {
            assert_eq!(refusal(outcome), Refusal::NobodyAvailable);
        }
        let snapshot = world.desk().console_snapshot(&mara).await.unwrap();
        for operator in &operators {
            let rows = snapshot.inbox.rows.iter();
            let held = rows.filter(|row| row.conversation.has_operator(operator.id)).count();
            assert_eq!(held, 7, "{}", operator.name);
        }
    }

    async fn who_does_not_use_his_console_for_half_an_hour_is_taken_off_and_comes_back_by_one_click(world: &World) {
        let ada = world.user("Ada").await;
        let (console, line) = (ConsoleId(Uuid::now_v7()), LineId(Uuid::now_v7()));
        world.desk().console_opened(&ada, console, line).await.unwrap();
        let channel = world.channel().await;
        let stands = async || {
            world.desk().do_due_jobs().await.unwrap();
            let card = card(world, &ada, channel).await.unwrap();
            let operator = card.operators[0];
            (operator.has_joined, operator.was_taken_off)
        };
        world.clock.advance(AWAY_AFTER_MS - 1);
        world.desk().console_beat(&ada, console, line).await.unwrap();
        assert_eq!(stands().await, (true, false));
        world.clock.advance(15_000);
        assert_eq!(stands().await, (false, true));
        world.desk().console_used(&ada, console).await.unwrap();
        assert_eq!(stands().await, (false, true), "nobody puts him back but himself");
        world.desk().return_to_channels(&ada).await.unwrap();
        assert_eq!(stands().await, (true, false));
        assert_eq!(config(world, channel).await.button, Button::Shown);
        world.desk().leave_channel(&ada, channel).await.unwrap();
        world.desk().return_to_channels(&ada).await.unwrap();
        assert_eq!(stands().await, (false, false), "who left by himself stays away");
    }

    async fn whose_last_console_has_closed_stays_on_his_channels(world: &World) {
        let ada = world.operator("Ada").await;
        world.clock.advance(2 * AWAY_AFTER_MS);
        world.desk().do_due_jobs().await.unwrap();
        let card = card(world, &ada, world.channel().await).await.unwrap();
        assert!(card.has_joined(ada.id));
    }

    async fn where_a_widget_was_seen_is_told_newest_first(world: &World) {
        let mara = administrator(world).await;
        let channel = world.channel().await;
        for (origin, after) in [("https://a.example", 0), ("https://b.example", 1), ("https://a.example", 600_000)] {
            world.clock.advance(after);
            world.desk().widget_seen(channel, origin).await.unwrap();
        }
        let form = world.desk().channel_form(&mara, channel).await.unwrap();
        let origins: Vec<&str> = form.sightings.iter().map(|seen| seen.origin.as_str()).collect();
        assert_eq!(origins, ["https://a.example", "https://b.example"]);
        let facts = world.desk().channel_facts(&mara).await.unwrap();
        assert_eq!(facts[0].website.as_deref(), Some("https://a.example"));
        for number in 0..40 {
            world.clock.advance(1);
            world.desk().widget_seen(channel, &format!("https://claimed{number}.example")).await.unwrap();
        }
        let form = world.desk().channel_form(&mara, channel).await.unwrap();
        assert_eq!(form.sightings.len(), 20, "anybody can claim to be anywhere");
    }

    async fn what_is_no_origin_is_not_offered_as_a_link(world: &World) {
        let mara = administrator(world).await;
        let channel = world.channel().await;
        let long = |characters: usize| format!("https://{}", "a".repeat(characters - 8));
        for told in ["javascript:alert(1)", "null", "", "https://", "ftp://a.example", "https://a.example/path", "file:///etc"] {
            world.desk().widget_seen(channel, told).await.unwrap();
        }
        world.desk().widget_seen(channel, &long(limit::ORIGIN_CHARACTERS + 1)).await.unwrap();
        let seen = async || world.desk().channel_form(&mara, channel).await.unwrap().sightings;
        assert_eq!(seen().await, []);
        world.desk().widget_seen(channel, &long(limit::ORIGIN_CHARACTERS)).await.unwrap();
        assert_eq!(seen().await.len(), 1);
    }

    async fn a_start_names_its_channel(world: &World) {
        let mara = administrator(world).await;
        world.operator("Ada").await;
        let shop = world.desk().create_channel(&mara, draft("Shop")).await.unwrap();
        let elsewhere = Start { channel: shop.key.clone(), ..start("Hello") };
        // Its only operator is not there.
        assert_eq!(refusal(world.start(new_token(), elsewhere).await), Refusal::NobodyAvailable);
    }
}
