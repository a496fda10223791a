//! Users, sign-in and sessions.

use crate::stories;
use crate::world::{PASSWORD, World, new_user, refusal};
use domain::problem::{Fault, Problem};
use domain::time::{DAY_MS, MINUTE_MS};
use domain::user::{Preferences, Role};
use domain::wire::Refusal;
use server::desk::{NewUser, SignIn, Signal, TokenHash};
use server::error::Error;

fn sign_in(email: &str, password: &str) -> SignIn {
    SignIn {
        email: email.to_owned(),
        password: password.to_owned(),
        user_agent: "Firefox".to_owned(),
        address: "192.0.2.1".to_owned(),
    }
}

fn problems<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<Problem> {
    match outcome {
        Err(Error::Invalid(problems)) => problems,
        other => panic!("{other:?}"),
    }
}

stories! {
    async fn the_first_administrator_is_made_once(world: &World) {
        assert!(!world.desk().has_users().await.unwrap());
        let token = world.desk().mint_setup_token().await.unwrap().unwrap();
        let other = world.desk().mint_setup_token().await.unwrap().unwrap();
        let make = async |token: &str| {
            world.desk().create_first_administrator(token, new_user("Ada", Role::Operator)).await
        };
        assert_eq!(refusal(make("guess").await), Refusal::NotFound);
        assert!(world.desk().setup_token_is_valid(&token).await.unwrap());
        assert_eq!(make(&token).await.unwrap().role, Role::Administrator);
        assert!(world.desk().has_users().await.unwrap());
        for used in [&token, &other] {
            assert!(!world.desk().setup_token_is_valid(used).await.unwrap());
            assert_eq!(refusal(make(used).await), Refusal::NotFound);
        }
        assert_eq!(world.desk().mint_setup_token().await.unwrap(), None);
    }

    async fn two_who_open_the_set_up_link_at_once_make_one_administrator(world: &World) {
        let token = world.desk().mint_setup_token().await.unwrap().unwrap();
        let (one, other) = tokio::join!(
            world.desk().create_first_administrator(&token, new_user("Ada", Role::Administrator)),
            world.desk().create_first_administrator(&token, new_user("Ben", Role::Administrator)),
        );
        assert!(one.is_ok() != other.is_ok());
        assert_eq!(world.desk().users().await.unwrap().len(), 1);
    }

    async fn all_wrong_fields_of_a_new_user_are_named(world: &World) {
        let wrong = NewUser {
            name: " ".to_owned(),
            email: "ada".to_owned(),
            password: "short".to_owned(),
            role: Role::Operator,
            channels: Vec::new(),
        };
        assert_eq!(
            problems(world.desk().create_user(wrong).await),
            [
                Problem::new("name", Fault::Missing),
                Problem::new("email", Fault::NotAnEmail),
                Problem::new("password", Fault::TooShort { limit: 10 }),
            ]
        );
        world.user("Ada").await;
        let taken = NewUser { email: "ADA@example.org".to_owned(), ..new_user("Other", Role::Operator) };
        assert_eq!(
            problems(world.desk().create_user(taken).await),
            [Problem::new("email", Fault::Taken)]
        );
    }

    async fn a_session_lasts_while_it_is_used(world: &World) {
        let ada = world.user("Ada").await;
        let token = world.desk().sign_in(sign_in("Ada@example.org", PASSWORD)).await.unwrap().session().unwrap();
        let hash = TokenHash::of(&token);
        assert_eq!(world.desk().session(hash).await.unwrap().user, ada);
        for _ in 0..6 {
            world.clock.advance(14 * DAY_MS - 1);
            world.desk().session(hash).await.unwrap();
        }
        world.clock.advance(6 * DAY_MS + 6);
        assert_eq!(refusal(world.desk().session(hash).await), Refusal::Unauthorized, "90 days");
        let token = world.desk().sign_in(sign_in("ada@example.org", PASSWORD)).await.unwrap().session().unwrap();
        world.clock.advance(14 * DAY_MS);
        assert_eq!(refusal(world.desk().session(TokenHash::of(&token)).await), Refusal::Unauthorized);
        assert!(world.desk().sessions(&ada).await.unwrap().is_empty());
    }

    async fn a_revoked_session_is_over_and_the_others_are_not(world: &World) {
        let world = &world.on_one_node();
        let ada = world.user("Ada").await;
        let ben = world.user("Ben").await;
        let tokens = [
            world.desk().sign_in(sign_in("ada@example.org", PASSWORD)).await.unwrap().session().unwrap(),
            world.desk().sign_in(sign_in("ada@example.org", PASSWORD)).await.unwrap().session().unwrap(),
        ];
        let [here, there] = tokens.map(|token| TokenHash::of(&token));
        let id = world.desk().session(there).await.unwrap().session;
        assert_eq!(refusal(world.desk().revoke_session(&ben, id).await), Refusal::NotFound);
        let mut signals = world.desk().signals();
        world.desk().revoke_session(&ada, id).await.unwrap();
        assert_eq!(signals.try_recv(), Ok(Signal::SessionEnded(id)));
        assert_eq!(refusal(world.desk().session(there).await), Refusal::Unauthorized);
        assert_eq!(world.desk().sessions(&ada).await.unwrap().len(), 1);
        world.desk().sign_out(here).await.unwrap();
        world.desk().sign_out(here).await.unwrap();
        assert_eq!(refusal(world.desk().session(here).await), Refusal::Unauthorized);
    }

    async fn a_new_password_ends_the_other_sessions(world: &World) {
        world.user("Ada").await;
        let tokens = [
            world.desk().sign_in(sign_in("ada@example.org", PASSWORD)).await.unwrap().session().unwrap(),
            world.desk().sign_in(sign_in("ada@example.org", PASSWORD)).await.unwrap().session().unwrap(),
        ];
        let [here, there] = tokens.map(|token| TokenHash::of(&token));
        let signed_in = world.desk().session(here).await.unwrap();
        let new = "another long password";
        assert_eq!(
            problems(world.desk().change_password(&signed_in, "not the password", new).await),
            [Problem::new("present", Fault::Wrong)]
        );
        world.desk().session(there).await.unwrap();
        world.desk().change_password(&signed_in, PASSWORD, new).await.unwrap();
        world.desk().session(here).await.unwrap();
        assert_eq!(refusal(world.desk().session(there).await), Refusal::Unauthorized);
        let old = world.desk().sign_in(sign_in("ada@example.org", PASSWORD)).await;
        assert_eq!(refusal(old), Refusal::Unauthorized);
        world.desk().sign_in(sign_in("ada@example.org", new)).await.unwrap().session().unwrap();
    }

    async fn guessing_is_slowed_down_for_a_while(world: &World) {
        world.user("Ada").await;
        for email in ["ada@example.org", "nobody@example.org"] {
            for _ in 0..10 {
                let guess = world.desk().sign_in(sign_in(email, "a wrong password")).await;
                assert_eq!(refusal(guess), Refusal::Unauthorized);
            }
            let right = world.desk().sign_in(sign_in(email, PASSWORD)).await;
            assert_eq!(refusal(right), Refusal::TooMany);
        }
        let elsewhere = SignIn { address: "192.0.2.2".to_owned(), ..sign_in("ada@example.org", PASSWORD) };
        world.desk().sign_in(elsewhere).await.unwrap();
        world.clock.advance(15 * MINUTE_MS + 1);
        world.desk().sign_in(sign_in("ada@example.org", PASSWORD)).await.unwrap().session().unwrap();
    }

    async fn a_chat_name_is_what_visitors_see(world: &World) {
        let ada = world.operator("Ada Lovelace").await;
        let preferences = Preferences { chat_name: " Ada ".to_owned(), ..Preferences::default() };
        let ada = world.desk().save_preferences(&ada, "Countess Ada", preferences.clone()).await.unwrap();
        assert_eq!((ada.name.as_str(), ada.public_name()), ("Countess Ada", "Ada"));
        let visitor = world.visitor("Hello").await;
        let snapshot = world.desk().visitor_snapshot(visitor.token, visitor.conversation).await.unwrap();
        assert_eq!(snapshot.chat.operators, ["Ada"]);
        let wrong = Preferences { chat_name: "n".repeat(101), ..preferences };
        assert_eq!(
            problems(world.desk().save_preferences(&ada, "", wrong).await),
            [
                Problem::new("name", Fault::Missing),
                Problem::new("chat_name", Fault::TooLong { limit: 100 }),
            ]
        );
        assert_eq!(world.desk().users().await.unwrap(), [ada]);
    }
}
