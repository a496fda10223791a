//! Operators who have no console open are notified through the push services of their browsers (spec 8.8).

use crate::mails::administrator;
use crate::push_service::{Browser, PushService, Received};
use crate::stories;
use crate::world::{PASSWORD, Visitor, World, new_client_id};
use domain::id::{ConsoleId, ConversationId, LineId};
use domain::limit;
use domain::message::MessageNumber;
use domain::presence::{ALIVE_MS, GRACE_MS};
use domain::problem::{Fault, Problem};
use domain::push::{BETWEEN_MS, MOST_FAILURES, STALE_MS, TypedSubscription};
use domain::time::{DAY_MS, HOUR_MS, SECOND_MS};
use domain::user::{Language, Preferences, User};
use domain::wire::console::{self, FromConsole};
use domain::wire::visitor::{Delete, FromVisitor};
use serde_json::json;
use server::desk::{Desk, SignIn, SignedIn, TokenHash};
use server::error::Error;
use uuid::Uuid;

/// Nobody is notified.
const NOTHING: [&str; 0] = [];

/// Mara, who has switched notifications on in one browser, and a visitor who talks to her.
struct Scene {
    world: World,
    service: PushService,
    browser: Browser,
    mara: SignedIn,
    token: TokenHash,
    console: (ConsoleId, LineId),
    visitor: Visitor,
    id: ConversationId,
}

impl Scene {
    /// Her console is open.
    async fn set(world: &World) -> Self {
        let service = PushService::start().await;
        let world = world.pushing_through(&service.named());
        let browser = service.browser("mara");
        let user = world.user("Mara").await;
        let (mara, token) = signed_in(&world, &user).await;
        // A browser asks its push service with this.
        world.desk().push_key(&user).await.unwrap();
        let subscribed = world.desk().subscribe(&mara, browser.subscription(), None);
        subscribed.await.unwrap();
        let console = opens(&world, &user).await;
        let visitor = world.visitor("Hello").await;
        let id = world.conversation_of(visitor).await;
        let scene = Self {
            world,
            service,
            browser,
            mara,
            token,
            console,
            visitor,
            id,
        };
        assert_eq!(scene.pushes().await, NOTHING);
        scene
    }

    /// The same, and she has looked and closed it, long enough ago.
    async fn without_a_console(world: &World) -> Self {
        let scene = Self::set(world).await;
        scene.looks().await;
        scene.closes().await;
        scene.world.clock.advance(GRACE_MS);
        assert_eq!(scene.pushes().await, NOTHING);
        scene
    }

    async fn closes(&self) {
        let (console, line) = self.console;
        let closed = self
            .world
            .desk()
            .console_closed(&self.mara.user, console, line);
        closed.await.unwrap();
    }

    async fn looks(&self) {
        let seen = FromConsole::Seen(console::Seen {
            conversation: self.id,
            number: MessageNumber(u32::MAX),
        });
        let looked = self.world.desk().console_frame(&self.mara.user, seen);
        looked.await.unwrap();
    }

    async fn writes(&self, text: &str) {
        self.world.says(self.visitor, text).await.unwrap();
    }

    /// What all nodes together push now, as it came.
    async fn received(&self) -> Vec<Received> {
        let nodes = self.world.nodes().iter();
        let tried = futures::future::join_all(nodes.map(Desk::push_to_the_absent)).await;
        let tried: usize = tried.into_iter().map(Result::unwrap).sum();
        let received = self.service.received();
        assert_eq!(received.len(), tried, "each is sent once");
        received
    }

    /// The same as her browser reads it.
    async fn pushes(&self) -> Vec<String> {
        let received = self.received().await;
        let read = received.iter().map(|push| self.browser.open(push));
        read.map(|notice| notice["body"].as_str().unwrap().to_owned())
            .collect()
    }
}

async fn signed_in(world: &World, user: &User) -> (SignedIn, TokenHash) {
    let sign_in = SignIn {
        email: user.email.clone(),
        password: PASSWORD.to_owned(),
        user_agent: String::new(),
        address: "192.0.2.1".to_owned(),
    };
    let progress = world.desk().sign_in(sign_in).await.unwrap();
    let token = TokenHash::of(&progress.session().unwrap());
    (world.desk().session(token).await.unwrap(), token)
}

async fn opens(world: &World, user: &User) -> (ConsoleId, LineId) {
    let console = (ConsoleId(Uuid::now_v7()), LineId(Uuid::now_v7()));
    let opened = world.desk().console_opened(user, console.0, console.1);
    opened.await.unwrap();
    console
}

fn problems<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<Problem> {
    match outcome {
        Err(Error::Invalid(problems)) => problems,
        other => panic!("{other:?}"),
    }
}

fn header<'r>(push: &'r Received, name: &str) -> &'r str {
    push.headers[name].to_str().unwrap()
}

stories! {
    async fn who_has_no_console_open_is_notified_once_and_only_his_browser_reads_it(world: &World) {
        let scene = Scene::without_a_console(world).await;
        scene.writes("Is the large grinder in stock?").await;
        let received = scene.received().await;
        let [push] = &received[..] else { panic!("{received:?}") };
        let notice = scene.browser.open(push);
        assert_eq!(notice["title"], "Visitor 1");
        assert_eq!(notice["body"], "Is the large grinder in stock?");
        assert_eq!(notice["conversation"], json!(scene.id));
        assert_eq!(push.path, "/push/mara");
        assert_eq!(header(push, "content-encoding"), "aes128gcm");
        assert_eq!(header(push, "urgency"), "high");
        assert_eq!(header(push, "ttl"), "3600");
        assert!(header(push, "topic").len() <= 32);
        let key = scene.world.desk().push_key(&scene.mara.user).await.unwrap();
        let authorization = header(push, "authorization");
        assert!(authorization.starts_with("vapid t="), "{authorization}");
        assert!(authorization.ends_with(&format!(", k={key}")), "{authorization}");
        assert_eq!(scene.pushes().await, NOTHING);
        scene.world.clock.advance(DAY_MS);
        assert_eq!(scene.pushes().await, NOTHING);
    }

    async fn long_words_are_shortened_as_in_a_console(world: &World) {
        let scene = Scene::without_a_console(world).await;
        scene.writes(&"é".repeat(limit::MESSAGE_CHARACTERS)).await;
        let pushes = scene.pushes().await;
        let [words] = &pushes[..] else { panic!("{pushes:?}") };
        assert!(words.chars().count() <= limit::CALL_CHARACTERS + 1, "{words}");
    }

    async fn who_has_a_console_open_is_not_notified(world: &World) {
        let scene = Scene::set(world).await;
        scene.writes("Are you there?").await;
        assert_eq!(scene.pushes().await, NOTHING);
        let (console, line) = scene.console;
        scene.world.clock.advance(ALIVE_MS - 1);
        scene.world.desk().console_beat(&scene.mara.user, console, line).await.unwrap();
        scene.world.clock.advance(1);
        assert_eq!(scene.pushes().await, NOTHING);
        scene.world.clock.advance(ALIVE_MS);
        assert_eq!(scene.pushes().await, NOTHING, "her console has told it");
    }

    async fn who_has_just_closed_his_console_is_notified_unless_he_comes_back(world: &World) {
        let scene = Scene::set(world).await;
        scene.looks().await;
        scene.closes().await;
        scene.writes("Psst").await;
        assert_eq!(scene.pushes().await, NOTHING);
        scene.world.clock.advance(GRACE_MS - 1);
        assert_eq!(scene.pushes().await, NOTHING);
        scene.world.clock.advance(1);
        assert_eq!(scene.pushes().await, ["Psst"]);

        scene.world.clock.advance(BETWEEN_MS);
        let console = opens(&scene.world, &scene.mara.user).await;
        scene.looks().await;
        let desk = scene.world.desk();
        desk.console_closed(&scene.mara.user, console.0, console.1).await.unwrap();
        scene.writes("And now?").await;
        assert_eq!(scene.pushes().await, NOTHING);
        opens(&scene.world, &scene.mara.user).await;
        scene.world.clock.advance(GRACE_MS);
        assert_eq!(scene.pushes().await, NOTHING);
    }

    async fn a_machine_that_fell_asleep_with_a_console_is_noticed(world: &World) {
        let scene = Scene::set(world).await;
        scene.looks().await;
        scene.world.clock.advance(SECOND_MS);
        scene.writes("Hello?").await;
        assert_eq!(scene.pushes().await, NOTHING);
        scene.world.clock.advance(ALIVE_MS - SECOND_MS);
        assert_eq!(scene.pushes().await, ["Hello?"]);
    }

    async fn a_conversation_notifies_once_a_minute_with_what_was_said_last(world: &World) {
        let scene = Scene::without_a_console(world).await;
        scene.writes("One").await;
        assert_eq!(scene.pushes().await, ["One"]);
        scene.writes("Two").await;
        scene.world.clock.advance(BETWEEN_MS - 1);
        scene.writes("Three").await;
        assert_eq!(scene.pushes().await, NOTHING);
        scene.world.clock.advance(1);
        assert_eq!(scene.pushes().await, ["Three"]);
        scene.writes("Four").await;
        assert_eq!(scene.pushes().await, NOTHING);
        scene.looks().await;
        scene.world.clock.advance(BETWEEN_MS);
        assert_eq!(scene.pushes().await, NOTHING, "she has looked");
    }

    async fn what_was_taken_back_or_is_old_notifies_nobody(world: &World) {
        let scene = Scene::without_a_console(world).await;
        scene.writes("A secret").await;
        let thread = scene.world.messages(&scene.mara.user, scene.id).await;
        let delete = FromVisitor::Delete(Delete {
            conversation: scene.visitor.conversation,
            client_id: new_client_id(),
            number: thread.last().unwrap().number,
        });
        scene.world.desk().visitor_frame(scene.visitor.token, delete).await.unwrap();
        assert_eq!(scene.pushes().await, NOTHING);
        scene.writes("While the server was away").await;
        scene.world.clock.advance(STALE_MS);
        assert_eq!(scene.pushes().await, NOTHING);
    }

    async fn who_is_not_to_be_disturbed_is_left_alone_for_an_hour_at_most(world: &World) {
        let scene = Scene::without_a_console(world).await;
        let far = scene.world.clock.now().plus(DAY_MS);
        let quieten = |until| scene.world.desk().subscribe(&scene.mara, scene.browser.subscription(), until);
        quieten(Some(far)).await.unwrap();
        scene.writes("One").await;
        scene.world.clock.advance(HOUR_MS - 1);
        scene.writes("Two").await;
        assert_eq!(scene.pushes().await, NOTHING);
        scene.world.clock.advance(1);
        scene.writes("Three").await;
        assert_eq!(scene.pushes().await, ["Three"]);
        quieten(Some(far)).await.unwrap();
        quieten(None).await.unwrap();
        scene.world.clock.advance(BETWEEN_MS);
        scene.writes("Four").await;
        assert_eq!(scene.pushes().await, ["Four"]);
    }

    async fn who_wants_no_notifications_gets_none(world: &World) {
        let scene = Scene::without_a_console(world).await;
        let none = Preferences { notifications: false, ..Preferences::default() };
        scene.world.desk().save_preferences(&scene.mara.user, "Mara", none).await.unwrap();
        scene.writes("Hello?").await;
        assert_eq!(scene.pushes().await, NOTHING);
        let endpoint = &scene.browser.endpoint;
        let some = Preferences::default();
        scene.world.desk().save_preferences(&scene.mara.user, "Mara", some).await.unwrap();
        scene.world.desk().unsubscribe(&scene.mara.user, endpoint).await.unwrap();
        scene.world.desk().unsubscribe(&scene.mara.user, endpoint).await.unwrap();
        scene.writes("Hello?").await;
        assert_eq!(scene.pushes().await, NOTHING);
    }

    async fn with_the_session_the_notifications_end(world: &World) {
        let scene = Scene::without_a_console(world).await;
        scene.writes("One").await;
        scene.world.desk().sign_out(scene.token).await.unwrap();
        assert_eq!(scene.pushes().await, NOTHING);

        let (again, _) = signed_in(&scene.world, &scene.mara.user).await;
        let subscription = || scene.browser.subscription();
        scene.world.desk().subscribe(&again, subscription(), None).await.unwrap();
        scene.writes("Two").await;
        scene.world.desk().revoke_session(&again.user, again.session).await.unwrap();
        assert_eq!(scene.pushes().await, NOTHING);

        let (again, _) = signed_in(&scene.world, &scene.mara.user).await;
        scene.world.desk().subscribe(&again, subscription(), None).await.unwrap();
        scene.world.clock.advance(14 * DAY_MS);
        scene.writes("Three").await;
        assert_eq!(scene.pushes().await, NOTHING, "nobody has used it for too long");
    }

    async fn who_is_removed_is_notified_no_more(world: &World) {
        let scene = Scene::without_a_console(world).await;
        let chief = administrator(&scene.world).await;
        scene.writes("Hello?").await;
        scene.world.desk().remove_member(&chief, scene.mara.user.id).await.unwrap();
        assert_eq!(scene.pushes().await, NOTHING);
    }

    async fn a_browser_that_is_gone_is_forgotten(world: &World) {
        let scene = Scene::without_a_console(world).await;
        for status in [404, 410] {
            let subscription = scene.browser.subscription();
            scene.world.desk().subscribe(&scene.mara, subscription, None).await.unwrap();
            scene.service.answers(status, None);
            scene.writes("One").await;
            assert_eq!(scene.pushes().await, ["One"]);
            scene.service.answers(201, None);
            scene.world.clock.advance(BETWEEN_MS);
            scene.writes("Two").await;
            assert_eq!(scene.pushes().await, NOTHING);
        }
    }

    async fn what_is_not_taken_is_tried_again_when_its_service_wants_it(world: &World) {
        let scene = Scene::without_a_console(world).await;
        scene.service.answers(503, None);
        scene.writes("One").await;
        assert_eq!(scene.pushes().await, ["One"]);
        scene.world.clock.advance(5 * SECOND_MS - 1);
        assert_eq!(scene.pushes().await, NOTHING);
        scene.world.clock.advance(1);
        scene.service.answers(429, Some(60));
        assert_eq!(scene.pushes().await, ["One"]);
        scene.writes("Two").await;
        scene.world.clock.advance(60 * SECOND_MS - 1);
        assert_eq!(scene.pushes().await, NOTHING);
        scene.service.answers(201, None);
        scene.world.clock.advance(1);
        assert_eq!(scene.pushes().await, ["Two"], "what was said last");
    }

    async fn a_push_that_is_refused_is_not_tried_again_and_after_some_the_browser_is_forgotten(world: &World) {
        let scene = Scene::without_a_console(world).await;
        scene.service.answers(307, None);
        for _ in 0..MOST_FAILURES {
            scene.writes("Hello?").await;
            assert_eq!(scene.pushes().await, ["Hello?"], "and nobody goes where it leads");
            scene.world.clock.advance(BETWEEN_MS);
            assert_eq!(scene.pushes().await, NOTHING);
        }
        scene.service.answers(201, None);
        scene.writes("Hello?").await;
        assert_eq!(scene.pushes().await, NOTHING);
        let subscribed = scene.world.desk().subscribe(&scene.mara, scene.browser.subscription(), None);
        subscribed.await.unwrap();
        scene.writes("Again").await;
        assert_eq!(scene.pushes().await, ["Again"]);
    }

    async fn a_colleague_who_calls_by_name_notifies_in_the_language_of_who_is_called(world: &World) {
        let scene = Scene::without_a_console(world).await;
        let french = Preferences { language: Language::French, ..Preferences::default() };
        scene.world.desk().save_preferences(&scene.mara.user, "Mara", french).await.unwrap();
        let ben = scene.world.operator("Ben").await;
        scene.world.answers(&ben, scene.id, "Ask somebody else").await.unwrap();
        assert_eq!(scene.pushes().await, NOTHING);
        scene.world.answers(&ben, scene.id, "@Mara, the mill again").await.unwrap();
        let received = scene.received().await;
        let [push] = &received[..] else { panic!("{received:?}") };
        let notice = scene.browser.open(push);
        assert_eq!(notice["title"], "Ben vous mentionne");
        assert_eq!(notice["body"], "@Mara, the mill again");
    }

    async fn the_key_is_the_same_on_all_nodes_and_is_not_read_in_the_database(world: &World) {
        let mara = world.user("Mara").await;
        let keys = futures::future::join_all(world.nodes().iter().map(|desk| desk.push_key(&mara))).await;
        let keys: Vec<String> = keys.into_iter().map(Result::unwrap).collect();
        assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
        let sealed_otherwise = world.another_node().await.sealed_with(&[7; 32]);
        assert!(sealed_otherwise.push_key(&mara).await.is_err());
        assert_eq!(world.desk().push_key(&mara).await.unwrap(), keys[0]);
    }

    async fn what_is_no_browser_is_refused_field_by_field(world: &World) {
        let scene = Scene::set(world).await;
        let told = |change: fn(TypedSubscription) -> TypedSubscription| {
            let subscription = change(scene.browser.subscription());
            scene.world.desk().subscribe(&scene.mara, subscription, None)
        };
        let wrong = told(|told| TypedSubscription { endpoint: "http://127.0.0.1:1/a".to_owned(), ..told }).await;
        assert_eq!(problems(wrong), [Problem::new("endpoint", Fault::NotAPushService)]);
        let wrong = told(|told| TypedSubscription { endpoint: "https://evil.example/a".to_owned(), ..told }).await;
        assert_eq!(problems(wrong), [Problem::new("endpoint", Fault::NotAPushService)]);
        let wrong = told(|told| TypedSubscription { p256dh: "BAAA".to_owned(), ..told }).await;
        assert_eq!(problems(wrong), [Problem::new("p256dh", Fault::NotAPushKey)]);
        let wrong = told(|told| TypedSubscription { auth: "AAAA".to_owned(), ..told }).await;
        assert_eq!(problems(wrong), [Problem::new("auth", Fault::NotAPushSecret)]);
        let wrong = told(|_| TypedSubscription::default()).await;
        let fields: Vec<String> = problems(wrong).into_iter().map(|wrong| wrong.field).collect();
        assert_eq!(fields, ["endpoint", "p256dh", "auth"]);
        assert!(told(|told| TypedSubscription { endpoint: "https://fcm.googleapis.com/fcm/send/a".to_owned(), ..told }).await.is_ok());
    }

    async fn of_too_many_browsers_the_one_told_longest_ago_gives_way(world: &World) {
        let scene = Scene::without_a_console(world).await;
        for number in 1..limit::PUSH_SUBSCRIPTIONS {
            scene.world.clock.advance(1);
            let another = scene.service.browser(&number.to_string());
            let subscribed = scene.world.desk().subscribe(&scene.mara, another.subscription(), None);
            subscribed.await.unwrap();
        }
        scene.writes("One").await;
        let paths = |received: Vec<Received>| received.into_iter().map(|push| push.path).collect::<Vec<_>>();
        let first = paths(scene.received().await);
        assert_eq!(first.len(), limit::PUSH_SUBSCRIPTIONS);
        assert!(first.contains(&"/push/mara".to_owned()));
        let another = scene.service.browser("one-too-many");
        scene.world.clock.advance(BETWEEN_MS);
        let subscribed = scene.world.desk().subscribe(&scene.mara, another.subscription(), None);
        subscribed.await.unwrap();
        scene.writes("Two").await;
        let then = paths(scene.received().await);
        assert_eq!(then.len(), limit::PUSH_SUBSCRIPTIONS);
        assert!(!then.contains(&"/push/mara".to_owned()), "{then:?}");
        assert!(then.contains(&"/push/one-too-many".to_owned()), "{then:?}");
    }
}
