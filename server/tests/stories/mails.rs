//! Letters: what waits, who sends it, what happens when the mail server does not take it.

use crate::smtp::{MailServer, Mood};
use crate::stories;
use crate::world::{ORIGIN, World};
use domain::audit::Audited;
use domain::mail::{Encryption, Mail, Trouble, TypedMailServer};
use domain::problem::{Fault, Problem};
use domain::time::{DAY_MS, MINUTE_MS};
use domain::user::{Role, User};
use domain::wire::Refusal;
use server::desk::Invitation;
use server::error::Error;

pub(crate) async fn administrator(world: &World) -> User {
    let ada = crate::world::new_user("Ada", Role::Administrator);
    world.desk().create_user(ada).await.unwrap()
}

pub(crate) fn typed(server: &MailServer) -> TypedMailServer {
    TypedMailServer {
        host: server.address.ip().to_string(),
        port: server.address.port().to_string(),
        encryption: Encryption::None,
        user: String::new(),
        password: String::new(),
        sender: "chat@example.org".to_owned(),
    }
}

/// A mail server that the world sends its letters through.
pub(crate) async fn mail_server(world: &World, ada: &User, mood: Mood) -> MailServer {
    let server = MailServer::start(mood).await;
    let saved = world.desk().save_mail_server(ada, 0, typed(&server)).await;
    saved.unwrap();
    server
}

async fn invite(world: &World, ada: &User, name: &str) {
    let invitation = Invitation {
        name: name.to_owned(),
        email: format!("{}@example.org", name.to_lowercase()),
        role: Role::Operator,
    };
    let invited = world.desk().invite(ada, invitation, ORIGIN).await.unwrap();
    assert!(invited.is_sent);
}

async fn only_mail(world: &World, ada: &User) -> Mail {
    let mut mails = world.desk().unsent_mails(ada).await.unwrap();
    assert_eq!(mails.len(), 1);
    mails.remove(0)
}

fn problems<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<Problem> {
    match outcome {
        Err(Error::Invalid(problems)) => problems,
        other => panic!("{other:?}"),
    }
}

stories! {
    async fn a_letter_is_sent_once_by_one_node(world: &World) {
        let ada = administrator(world).await;
        let server = mail_server(world, &ada, Mood::Takes).await;
        invite(world, &ada, "Ben").await;
        let tried = futures::future::join_all(world.nodes().iter().map(server::desk::Desk::send_due_mails)).await;
        assert_eq!(tried.into_iter().map(Result::unwrap).sum::<usize>(), 1);
        let letters = server.letters_when(1).await;
        assert_eq!(letters.len(), 1);
        assert_eq!((letters[0].from.as_str(), letters[0].to.as_str()), ("chat@example.org", "ben@example.org"));
        assert!(letters[0].content.contains("Subject: Ada invites you to Porchlight"), "{}", letters[0].content);
        assert!(letters[0].content.contains("http://chat.example/invitation/"));
        assert_eq!(letters[0].credentials, None);
        assert_eq!(world.desk().unsent_mails(&ada).await.unwrap(), []);
        world.clock.advance(DAY_MS);
        assert_eq!(world.desk().send_due_mails().await.unwrap(), 0);
    }

    async fn a_refused_letter_is_tried_again_later_and_then_given_up(world: &World) {
        let ada = administrator(world).await;
        let server = mail_server(world, &ada, Mood::Refuses).await;
        invite(world, &ada, "Ben").await;
        let mut tries = 0;
        while let Some(due_at) = only_mail(world, &ada).await.due_at {
            assert!(due_at.since(world.clock.now()) <= DAY_MS / 2);
            world.clock.advance(due_at.since(world.clock.now()) - 1);
            if tries > 0 {
                assert_eq!(world.desk().send_due_mails().await.unwrap(), 0, "it is not due yet");
            }
            world.clock.advance(1);
            assert_eq!(world.desk().send_due_mails().await.unwrap(), 1);
            tries += 1;
            let mail = only_mail(world, &ada).await;
            assert_eq!(mail.tries, tries);
            assert_eq!(mail.trouble, Some(Trouble::Refused("550 5.7.1 We do not know you".to_owned())));
        }
        assert_eq!(tries, 6);
        world.clock.advance(DAY_MS);
        assert_eq!(world.desk().send_due_mails().await.unwrap(), 0);

        server.be(Mood::Takes);
        let mail = only_mail(world, &ada).await;
        world.desk().send_mail_again(&ada, mail.id).await.unwrap();
        assert_eq!(world.desk().send_due_mails().await.unwrap(), 1);
        assert_eq!(server.letters().len(), 1);
        assert_eq!(world.desk().unsent_mails(&ada).await.unwrap(), []);
        assert!(matches!(world.desk().send_mail_again(&ada, mail.id).await, Err(Error::NotFound)));
    }

    async fn a_letter_that_nobody_wants_any_more_is_forgotten(world: &World) {
        let ada = administrator(world).await;
        let server = mail_server(world, &ada, Mood::Refuses).await;
        invite(world, &ada, "Ben").await;
        let mail = only_mail(world, &ada).await;
        world.desk().forget_mail(&ada, mail.id).await.unwrap();
        assert!(matches!(world.desk().forget_mail(&ada, mail.id).await, Err(Error::NotFound)));
        server.be(Mood::Takes);
        assert_eq!(world.desk().send_due_mails().await.unwrap(), 0);
    }

    async fn a_node_that_goes_with_a_letter_in_hand_loses_it_for_a_minute(world: &World) {
        let ada = administrator(world).await;
        let server = mail_server(world, &ada, Mood::Hangs).await;
        invite(world, &ada, "Ben").await;
        let sending = world.desk().clone();
        let sending = tokio::spawn(async move { sending.send_due_mails().await });
        server.connected(1).await;
        sending.abort();
        server.be(Mood::Takes);
        world.clock.advance(MINUTE_MS - 1);
        assert_eq!(world.desk().send_due_mails().await.unwrap(), 0);
        world.clock.advance(1);
        assert_eq!(world.desk().send_due_mails().await.unwrap(), 1);
        assert_eq!(server.letters().len(), 1);
    }

    async fn without_a_mail_server_an_invitation_is_a_link_to_hand_over(world: &World) {
        let ada = administrator(world).await;
        let invitation = Invitation {
            name: "Ben".to_owned(),
            email: "ben@example.org".to_owned(),
            role: Role::Operator,
        };
        let invited = world.desk().invite(&ada, invitation, ORIGIN).await.unwrap();
        assert!(!invited.is_sent && invited.link.starts_with("http://chat.example/invitation/"));
        assert_eq!(world.desk().unsent_mails(&ada).await.unwrap(), []);
    }

    async fn the_password_of_the_mail_server_is_used_and_never_shown(world: &World) {
        let ada = administrator(world).await;
        let server = MailServer::start(Mood::Takes).await;
        let typed = TypedMailServer {
            user: "porch".to_owned(),
            password: "open-sesame".to_owned(),
            ..typed(&server)
        };
        let saved = world.desk().save_mail_server(&ada, 0, typed.clone()).await.unwrap();
        assert!(saved.value.has_password);
        assert!(!serde_json::to_string(&saved).unwrap().contains("open-sesame"));

        // The same again without the password keeps it.
        let again = TypedMailServer { password: String::new(), sender: "other@example.org".to_owned(), ..typed };
        world.desk().save_mail_server(&ada, 1, again.clone()).await.unwrap();
        assert_eq!(world.desk().test_mail_server(&ada, again.clone()).await.unwrap(), None);
        let letter = server.letters().remove(0);
        assert_eq!((letter.from.as_str(), letter.to.as_str()), ("other@example.org", "ada@example.org"));
        // PLAIN of RFC 4616: a zero byte before each of both.
        assert_eq!(letter.credentials.as_deref(), Some("AHBvcmNoAG9wZW4tc2VzYW1l"));

        // Pointed elsewhere, the form does not take it along.
        let thief = MailServer::start(Mood::Takes).await;
        let elsewhere = TypedMailServer { port: thief.address.port().to_string(), ..again };
        let missing = [Problem::new("password", Fault::Missing)];
        assert_eq!(problems(world.desk().test_mail_server(&ada, elsewhere.clone()).await), missing);
        assert_eq!(problems(world.desk().save_mail_server(&ada, 2, elsewhere).await), missing);
        assert_eq!(thief.letters(), []);
    }

    async fn another_key_leaves_the_password_sealed_and_says_so(world: &World) {
        let ada = administrator(world).await;
        let server = MailServer::start(Mood::Takes).await;
        let typed = TypedMailServer {
            user: "porch".to_owned(),
            password: "open-sesame".to_owned(),
            ..typed(&server)
        };
        world.desk().save_mail_server(&ada, 0, typed.clone()).await.unwrap();
        let other = world.another_node().await.sealed_with(&[1; 32]);
        let again = TypedMailServer { password: String::new(), ..typed };
        assert_eq!(other.test_mail_server(&ada, again).await.unwrap(), Some(Trouble::Sealed));
    }

    async fn a_test_says_what_the_mail_server_says_and_keeps_nothing(world: &World) {
        let ada = administrator(world).await;
        let server = MailServer::start(Mood::Refuses).await;
        let test = async |typed| world.desk().test_mail_server(&ada, typed).await;
        assert_eq!(
            test(typed(&server)).await.unwrap(),
            Some(Trouble::Refused("550 5.7.1 We do not know you".to_owned()))
        );
        server.be(Mood::Takes);
        assert_eq!(test(typed(&server)).await.unwrap(), None);
        assert_eq!(server.letters()[0].to, "ada@example.org");
        // Nobody listens on the port that was just closed.
        let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
        let nowhere = TypedMailServer { port: closed.to_string(), ..typed(&server) };
        assert!(matches!(test(nowhere).await.unwrap(), Some(Trouble::Unreachable(_))));
        let none = TypedMailServer { host: String::new(), ..typed(&server) };
        assert_eq!(problems(test(none).await), [Problem::new("host", Fault::Missing)]);
        assert!(!world.desk().mail_server(&ada).await.unwrap().value.server.is_set());
        assert_eq!(world.desk().unsent_mails(&ada).await.unwrap(), []);
    }

    async fn the_second_of_two_who_edit_the_settings_is_told(world: &World) {
        let ada = administrator(world).await;
        let languages = ["en".to_owned(), "fr".to_owned()];
        let saved = world.desk().save_site(&ada, 0, "Harbour", &languages).await.unwrap();
        assert_eq!((saved.version, saved.value.name.as_str()), (1, "Harbour"));
        let changed = [Problem::new("version", Fault::Changed)];
        assert_eq!(problems(world.desk().save_site(&ada, 0, "Pier", &languages).await), changed);
        assert_eq!(world.desk().site().await.unwrap(), saved);

        let (one, other) = tokio::join!(
            world.desk().save_site(&ada, 1, "One", &languages),
            world.desk().save_site(&ada, 1, "Other", &languages),
        );
        assert!(one.is_ok() != other.is_ok());
        assert_eq!(world.desk().site().await.unwrap().version, 2);
        let audited = world.desk().audit(10).await.unwrap();
        assert_eq!(audited, [("Ada".to_owned(), Audited::SiteChanged), ("Ada".to_owned(), Audited::SiteChanged)]);
    }

    async fn operators_neither_see_nor_change_settings(world: &World) {
        let ben = world.user("Ben").await;
        let desk = world.desk();
        let forbidden = [
            desk.mail_server(&ben).await.map(drop),
            desk.save_mail_server(&ben, 0, TypedMailServer::default()).await.map(drop),
            desk.test_mail_server(&ben, TypedMailServer::default()).await.map(drop),
            desk.save_site(&ben, 0, "a", &["en".to_owned()]).await.map(drop),
            desk.unsent_mails(&ben).await.map(drop),
            desk.send_mail_again(&ben, domain::id::MailId(uuid::Uuid::nil())).await,
            desk.forget_mail(&ben, domain::id::MailId(uuid::Uuid::nil())).await,
        ];
        for outcome in forbidden {
            assert_eq!(crate::world::refusal(outcome), Refusal::Forbidden);
        }
    }
}
