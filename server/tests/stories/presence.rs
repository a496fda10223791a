//! Who is there, and who gets a conversation.

use crate::stories;
use crate::world::{World, new_token, new_user, refusal, start};
use domain::channel::Draft;
use domain::event::Position;
use domain::id::{ConsoleId, LineId};
use domain::presence::{ALIVE_MS, AWAY_AFTER_MS, GRACE_MS, HEARTBEAT_MS, Presence};
use domain::user::{Role, User};
use domain::wire::Refusal;
use domain::wire::visitor::{Button, Start};
use server::desk::{Page, Signal};
use uuid::Uuid;

async fn presence_of(world: &World, user: &User) -> Presence {
    let people = world.desk().people().await.unwrap();
    let person = people.iter().find(|person| person.operator.id == user.id);
    person.unwrap().presence
}

fn new_line() -> (ConsoleId, LineId) {
    (ConsoleId(Uuid::now_v7()), LineId(Uuid::now_v7()))
}

/// Lets the channel give nobody a conversation who is in a call.
async fn spare_callers(world: &World) {
    let chief = new_user("Mara", Role::Administrator);
    let chief = world.desk().create_user(chief).await.unwrap();
    let channel = world.channel().await;
    let form = world.desk().channel_form(&chief, channel).await.unwrap();
    let mut draft = Draft::from(&form.channel);
    draft.options.spares_callers = true;
    let saved = world
        .desk()
        .save_channel(&chief, channel, form.channel.version, draft);
    saved.await.unwrap();
}

stories! {
    async fn without_anybody_there_nothing_is_stored(world: &World) {
        let ada = world.user("Ada").await;
        assert_eq!(refusal(world.start(new_token(), start("Hello?")).await), Refusal::NobodyAvailable);
        let snapshot = world.desk().console_snapshot(&ada).await.unwrap();
        assert!(snapshot.inbox.rows.is_empty());
        let events = world.desk().entries_after(Position(0), 10).await.unwrap();
        assert!(events.iter().all(|entry| entry.event().is_none()));
        let channel = world.channel().await;
        let config = world.desk().widget_config(channel, Page::default()).await.unwrap();
        assert_eq!(config.button, Button::Hidden);
    }

    async fn the_button_shows_whoever_is_there(world: &World) {
        world.operator("Ada").await;
        let page = Page { language: "fr-CA", ..Page::default() };
        let config = world.desk().widget_config(world.channel().await, page).await.unwrap();
        assert_eq!(config.button, Button::Shown);
        assert_eq!(config.operator.as_deref(), Some("Ada"));
        assert_eq!(config.language, "fr");
        assert_eq!(config.texts.welcome, "Comment puis-je vous aider ?");
        assert_eq!(refusal(world.desk().channel_by_key("none").await), Refusal::NotFound);
    }

    async fn a_reload_is_not_an_absence(world: &World) {
        let ada = world.user("Ada").await;
        let (console, line) = new_line();
        world.desk().console_opened(&ada, console, line).await.unwrap();
        assert_eq!(presence_of(world, &ada).await, Presence::Online);
        world.desk().console_closed(&ada, console, line).await.unwrap();
        world.clock.advance(GRACE_MS - 1);
        assert_eq!(presence_of(world, &ada).await, Presence::Online);
        world.clock.advance(1);
        assert_eq!(presence_of(world, &ada).await, Presence::Offline);
        world.desk().console_opened(&ada, console, line).await.unwrap();
        assert_eq!(presence_of(world, &ada).await, Presence::Online);
    }

    async fn a_line_that_is_noticed_to_be_gone_late_does_not_count_after_a_newer_one(world: &World) {
        let ada = world.user("Ada").await;
        let (console, old) = new_line();
        let (_, new) = new_line();
        world.desk().console_opened(&ada, console, old).await.unwrap();
        world.desk().console_opened(&ada, console, new).await.unwrap();
        world.desk().console_closed(&ada, console, old).await.unwrap();
        world.clock.advance(HEARTBEAT_MS - 1);
        assert_eq!(presence_of(world, &ada).await, Presence::Online);
        world.desk().console_beat(&ada, console, new).await.unwrap();
        world.desk().console_closed(&ada, console, new).await.unwrap();
        world.clock.advance(GRACE_MS);
        assert_eq!(presence_of(world, &ada).await, Presence::Offline);
    }

    async fn a_console_that_falls_silent_is_gone_after_its_heartbeats(world: &World) {
        let ada = world.user("Ada").await;
        let (console, line) = new_line();
        world.desk().console_opened(&ada, console, line).await.unwrap();
        world.clock.advance(HEARTBEAT_MS);
        world.desk().console_beat(&ada, console, line).await.unwrap();
        world.clock.advance(ALIVE_MS - 1);
        assert_eq!(presence_of(world, &ada).await, Presence::Online);
        world.clock.advance(1);
        assert_eq!(presence_of(world, &ada).await, Presence::Offline);
    }

    async fn an_unused_console_is_away_and_gets_no_conversation(world: &World) {
        let ada = world.user("Ada").await;
        let (console, line) = new_line();
        world.desk().console_opened(&ada, console, line).await.unwrap();
        world.clock.advance(AWAY_AFTER_MS);
        world.desk().console_beat(&ada, console, line).await.unwrap();
        assert_eq!(presence_of(world, &ada).await, Presence::Away);
        assert_eq!(refusal(world.start(new_token(), start("Hello")).await), Refusal::NobodyAvailable);
        world.desk().console_used(&ada, console).await.unwrap();
        assert_eq!(presence_of(world, &ada).await, Presence::Online);
        world.start(new_token(), start("Hello")).await.unwrap();
    }

    async fn nobody_keeps_a_colleagues_console_open(world: &World) {
        let (ada, bob) = (world.user("Ada").await, world.user("Bob").await);
        let (console, line) = new_line();
        world.desk().console_opened(&ada, console, line).await.unwrap();
        world.clock.advance(ALIVE_MS - 1);
        world.desk().console_opened(&bob, console, line).await.unwrap();
        world.desk().console_beat(&bob, console, line).await.unwrap();
        world.clock.advance(1);
        assert_eq!(presence_of(world, &ada).await, Presence::Offline);

        world.desk().console_opened(&ada, console, line).await.unwrap();
        world.clock.advance(AWAY_AFTER_MS);
        world.desk().console_beat(&ada, console, line).await.unwrap();
        world.desk().console_used(&bob, console).await.unwrap();
        assert_eq!(presence_of(world, &ada).await, Presence::Away);
        world.desk().console_closed(&bob, console, line).await.unwrap();
        world.clock.advance(GRACE_MS);
        assert_eq!(presence_of(world, &ada).await, Presence::Away);
        assert_eq!(presence_of(world, &bob).await, Presence::Offline);
    }

    async fn who_is_in_a_call_is_spared_where_the_channel_says_so(world: &World) {
        let ada = world.user("Ada").await;
        let (console, line) = new_line();
        world.desk().console_opened(&ada, console, line).await.unwrap();
        world.desk().console_call(&ada, true).await.unwrap();
        assert_eq!(presence_of(world, &ada).await, Presence::InCall);
        world.start(new_token(), start("Hello")).await.unwrap();

        spare_callers(world).await;
        assert_eq!(refusal(world.start(new_token(), start("Hello")).await), Refusal::NobodyAvailable);
        world.desk().console_call(&ada, false).await.unwrap();
        assert_eq!(presence_of(world, &ada).await, Presence::Online);
        world.start(new_token(), start("Hello")).await.unwrap();
    }

    async fn a_call_lasts_through_a_reload_and_ends_with_the_last_console(world: &World) {
        let ada = world.user("Ada").await;
        let (before, line) = new_line();
        world.desk().console_opened(&ada, before, line).await.unwrap();
        world.desk().console_call(&ada, true).await.unwrap();
        world.desk().console_closed(&ada, before, line).await.unwrap();
        let (after, next) = new_line();
        world.desk().console_opened(&ada, after, next).await.unwrap();
        world.clock.advance(GRACE_MS);
        assert_eq!(presence_of(world, &ada).await, Presence::InCall);
        world.desk().console_closed(&ada, after, next).await.unwrap();
        world.clock.advance(GRACE_MS);
        assert_eq!(presence_of(world, &ada).await, Presence::Offline);
        let (later, last) = new_line();
        world.desk().console_opened(&ada, later, last).await.unwrap();
        assert_eq!(presence_of(world, &ada).await, Presence::Online);
    }

    async fn presence_is_signalled_when_it_changes(world: &World) {
        let world = &world.on_one_node();
        let ada = world.user("Ada").await;
        let mut signals = world.desk().signals();
        let (console, line) = new_line();
        world.desk().console_opened(&ada, console, line).await.unwrap();
        world.desk().announce_presence().await.unwrap();
        world.desk().console_closed(&ada, console, line).await.unwrap();
        world.clock.advance(GRACE_MS);
        world.desk().announce_presence().await.unwrap();
        let mut heard = Vec::new();
        while let Ok(signal) = signals.try_recv() {
            heard.push(match signal {
                Signal::Presence(told) => Some(told.presence),
                Signal::PeopleMoved => None,
                other => panic!("{other:?}"),
            });
        }
        // Other nodes are told to look when somebody comes; that he is gone they find by themselves.
        assert_eq!(heard, [Some(Presence::Online), None, Some(Presence::Offline)]);
    }

    async fn somebody_elses_console_cannot_be_taken_over(world: &World) {
        let ada = world.user("Ada").await;
        let ben = world.user("Ben").await;
        let (console, line) = new_line();
        world.desk().console_opened(&ada, console, line).await.unwrap();
        world.desk().console_opened(&ben, console, line).await.unwrap();
        assert_eq!(presence_of(world, &ada).await, Presence::Online);
        assert_eq!(presence_of(world, &ben).await, Presence::Offline);
    }

    async fn conversations_go_to_whoever_has_fewest(world: &World) {
        for name in ["Ada", "Ben", "Cleo"] {
            world.operator(name).await;
        }
        let mut chosen = Vec::new();
        for _ in 0..3 {
            let snapshot = world.start(new_token(), start("Hello")).await.unwrap();
            chosen.extend(snapshot.chat.operators);
        }
        chosen.sort();
        assert_eq!(chosen, ["Ada", "Ben", "Cleo"]);
    }

    async fn conversations_that_begin_at_one_instant_are_spread_evenly(world: &World) {
        for name in ["Ada", "Ben", "Cleo"] {
            world.operator(name).await;
        }
        let starts = (0..30).map(|_| world.start(new_token(), start("Hello")));
        let mut chosen: Vec<String> = Vec::new();
        for started in futures::future::join_all(starts).await {
            chosen.extend(started.unwrap().chat.operators);
        }
        for name in ["Ada", "Ben", "Cleo"] {
            assert_eq!(chosen.iter().filter(|other| *other == name).count(), 10, "{name}");
        }
    }

    async fn the_operator_who_was_shown_is_preferred(world: &World) {
        for name in ["Ada", "Ben"] {
            world.operator(name).await;
        }
        for _ in 0..3 {
            let start = Start { shown_operator: Some("Ben".to_owned()), ..start("Hello") };
            let snapshot = world.start(new_token(), start).await.unwrap();
            assert_eq!(snapshot.chat.operators, ["Ben"]);
        }
    }
}
