//! A second factor: switched on and off, asked for after the password, and what stands in for it (spec 2.3).

use crate::mails::administrator;
use crate::stories;
use crate::world::{PASSWORD, World, refusal};
use domain::audit::Audited;
use domain::problem::{Fault, Problem};
use domain::second_factor::{HALF_SIGN_IN_MS, RECOVERY_CODES, SecondFactor};
use domain::time::{MINUTE_MS, SECOND_MS};
use domain::user::User;
use domain::wire::Refusal;
use server::desk::{Progress, Purpose, SecondStep, SignIn, TokenHash};
use server::error::Error;
use totp_rs::{Builder, Secret, Totp};

/// How long a code is shown.
const STEP_MS: i64 = 30 * SECOND_MS;

/// An authenticator app.
struct App(Totp);

impl App {
    fn of(secret: &str) -> Self {
        let secret = Secret::try_from_base32(secret).unwrap();
        Self(Builder::new().with_secret(secret).build().unwrap())
    }

    /// What it shows now.
    fn code(&self, world: &World) -> String {
        let seconds = u64::try_from(world.clock.now().0 / SECOND_MS).unwrap();
        self.0.generate(seconds).to_string()
    }
}

/// A code that is not the one of now, nor of the steps beside.
fn wrong_code(app: &App, world: &World) -> String {
    let seconds = u64::try_from(world.clock.now().0 / SECOND_MS).unwrap();
    let near: Vec<String> = [seconds - 30, seconds, seconds + 30]
        .map(|seconds| app.0.generate(seconds).to_string())
        .into();
    let other = (0..4).map(|number| format!("{number:06}"));
    other.into_iter().find(|code| !near.contains(code)).unwrap()
}

/// Switches the second factor of somebody on; his app and his recovery codes.
async fn switched_on(world: &World, user: &User) -> (App, Vec<String>) {
    let begun = world.desk().begin_second_factor(user, PASSWORD).await;
    let app = App::of(&begun.unwrap().secret);
    let code = app.code(world);
    let codes = world.desk().confirm_second_factor(user, &code).await;
    // What confirmed it is used up.
    world.clock.advance(STEP_MS);
    (app, codes.unwrap())
}

fn sign_in(email: &str, password: &str) -> SignIn {
    SignIn {
        email: email.to_owned(),
        password: password.to_owned(),
        user_agent: "Firefox".to_owned(),
        address: "192.0.2.1".to_owned(),
    }
}

/// The first step; the secret for the second.
async fn half(world: &World, email: &str) -> String {
    match world.desk().sign_in(sign_in(email, PASSWORD)).await {
        Ok(Progress::Half(secret)) => secret,
        other => panic!("{other:?}"),
    }
}

async fn finish(world: &World, half: &str, code: &str) -> Result<String, Error> {
    let step = SecondStep {
        half: TokenHash::of(half),
        code: code.to_owned(),
        user_agent: "Firefox".to_owned(),
    };
    world.desk().finish_sign_in(step).await
}

fn problems<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<Problem> {
    match outcome {
        Err(Error::Invalid(problems)) => problems,
        other => panic!("{other:?}"),
    }
}

fn not_a_code() -> Vec<Problem> {
    vec![Problem::new("code", Fault::NotACode)]
}

stories! {
    async fn it_is_asked_for_once_a_code_has_confirmed_it(world: &World) {
        let ada = world.user("Ada").await;
        let off = SecondFactor::default();
        assert_eq!(world.desk().second_factor(&ada).await.unwrap(), off);
        let guess = world.desk().begin_second_factor(&ada, "not the password").await;
        assert_eq!(problems(guess), [Problem::new("password", Fault::Wrong)]);
        let first = world.desk().begin_second_factor(&ada, PASSWORD).await.unwrap();
        let second = world.desk().begin_second_factor(&ada, PASSWORD).await.unwrap();
        assert_ne!(first.secret, second.secret);
        assert!(second.address.contains("ada%40example.org"), "{}", second.address);
        let (old, app) = (App::of(&first.secret), App::of(&second.secret));
        for wrong in [old.code(world), wrong_code(&app, world), String::new(), "x".repeat(60_000)] {
            assert_eq!(problems(world.desk().confirm_second_factor(&ada, &wrong).await), not_a_code());
        }
        // Until then nothing is asked for.
        world.desk().sign_in(sign_in("ada@example.org", PASSWORD)).await.unwrap().session().unwrap();
        assert_eq!(world.desk().second_factor(&ada).await.unwrap(), off);
        let codes = world.desk().confirm_second_factor(&ada, &app.code(world)).await.unwrap();
        assert_eq!(codes.len(), RECOVERY_CODES);
        let on = SecondFactor { on_since: Some(world.clock.now()), recovery_codes_left: RECOVERY_CODES };
        assert_eq!(world.desk().second_factor(&ada).await.unwrap(), on);
        for outcome in [
            world.desk().begin_second_factor(&ada, PASSWORD).await.map(drop),
            world.desk().confirm_second_factor(&ada, &app.code(world)).await.map(drop),
        ] {
            assert!(matches!(outcome, Err(Error::Conflict)), "{outcome:?}");
        }
        half(world, "ada@example.org").await;
    }

    async fn the_password_opens_the_door_by_half_and_a_code_the_rest(world: &World) {
        let ada = world.user("Ada").await;
        let (app, _) = switched_on(world, &ada).await;
        let wrong = world.desk().sign_in(sign_in("ada@example.org", "a wrong password")).await;
        assert_eq!(refusal(wrong), Refusal::Unauthorized);
        let secret = half(world, "ada@example.org").await;
        // Halfway in is not in.
        let session = world.desk().session(TokenHash::of(&secret)).await;
        assert_eq!(refusal(session), Refusal::Unauthorized);
        assert!(world.desk().sessions(&ada).await.unwrap().is_empty());
        assert!(world.desk().is_half_signed_in(TokenHash::of(&secret)).await.unwrap());
        assert_eq!(problems(finish(world, &secret, &wrong_code(&app, world)).await), not_a_code());
        assert_eq!(refusal(finish(world, "made up", &app.code(world)).await), Refusal::Unauthorized);
        let session = finish(world, &secret, &format!(" {} ", app.code(world))).await.unwrap();
        assert_eq!(world.desk().session(TokenHash::of(&session)).await.unwrap().user, ada);
        assert_eq!(world.desk().sessions(&ada).await.unwrap().len(), 1);
        world.clock.advance(STEP_MS);
        assert_eq!(refusal(finish(world, &secret, &app.code(world)).await), Refusal::Unauthorized, "once");
    }

    async fn no_code_is_good_twice_on_whatever_node(world: &World) {
        let ada = world.user("Ada").await;
        let (app, _) = switched_on(world, &ada).await;
        let code = app.code(world);
        let halves = [half(world, "ada@example.org").await, half(world, "ada@example.org").await];
        let (one, other) = tokio::join!(
            finish(world, &halves[0], &code),
            finish(world, &halves[1], &code),
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        // Nor is one of a step before it, which a clock that is behind would show.
        world.clock.advance(-STEP_MS);
        let before = app.code(world);
        world.clock.advance(STEP_MS);
        let again = half(world, "ada@example.org").await;
        for used in [&code, &before] {
            assert_eq!(problems(finish(world, &again, used).await), not_a_code());
        }
        assert_eq!(problems(world.desk().switch_off_second_factor(&ada, &code).await), [Problem::new("proof", Fault::NotProven)]);
        world.clock.advance(STEP_MS);
        finish(world, &again, &app.code(world)).await.unwrap();
    }

    async fn a_recovery_code_lets_in_once(world: &World) {
        let ada = world.user("Ada").await;
        let ben = world.user("Ben").await;
        let (_, codes) = switched_on(world, &ada).await;
        let (_, others) = switched_on(world, &ben).await;
        let secret = half(world, "ada@example.org").await;
        assert_eq!(problems(finish(world, &secret, &others[0]).await), not_a_code());
        finish(world, &secret, &codes[3].to_uppercase().replace('-', " ")).await.unwrap();
        let again = half(world, "ada@example.org").await;
        assert_eq!(problems(finish(world, &again, &codes[3]).await), not_a_code());
        let left = world.desk().second_factor(&ada).await.unwrap().recovery_codes_left;
        assert_eq!(left, RECOVERY_CODES - 1);
        let new = world.desk().renew_recovery_codes(&ada, PASSWORD).await.unwrap();
        assert_eq!(problems(finish(world, &again, &codes[4]).await), not_a_code());
        finish(world, &again, &new[4]).await.unwrap();
        let left = world.desk().second_factor(&ada).await.unwrap().recovery_codes_left;
        assert_eq!(left, RECOVERY_CODES - 1);
    }

    async fn codes_are_not_to_be_guessed(world: &World) {
        let ada = world.user("Ada").await;
        let (app, _) = switched_on(world, &ada).await;
        for _ in 0..5 {
            // To give the password anew does not help.
            let secret = half(world, "ada@example.org").await;
            for _ in 0..2 {
                let wrong = wrong_code(&app, world);
                assert_eq!(problems(finish(world, &secret, &wrong).await), not_a_code());
            }
        }
        let secret = half(world, "ada@example.org").await;
        assert_eq!(refusal(finish(world, &secret, &app.code(world)).await), Refusal::TooMany);
        let proof = app.code(world);
        assert_eq!(refusal(world.desk().switch_off_second_factor(&ada, &proof).await), Refusal::TooMany);
        world.clock.advance(15 * MINUTE_MS + 1);
        let secret = half(world, "ada@example.org").await;
        finish(world, &secret, &app.code(world)).await.unwrap();
    }

    async fn half_a_sign_in_is_over_soon_and_with_another_password(world: &World) {
        let ada = world.user("Ada").await;
        let (app, _) = switched_on(world, &ada).await;
        let secret = half(world, "ada@example.org").await;
        world.clock.advance(HALF_SIGN_IN_MS - 1);
        assert!(world.desk().is_half_signed_in(TokenHash::of(&secret)).await.unwrap());
        world.clock.advance(1);
        assert!(!world.desk().is_half_signed_in(TokenHash::of(&secret)).await.unwrap());
        assert_eq!(refusal(finish(world, &secret, &app.code(world)).await), Refusal::Unauthorized);

        let stolen = half(world, "ada@example.org").await;
        let own = half(world, "ada@example.org").await;
        let own = finish(world, &own, &app.code(world)).await.unwrap();
        let signed_in = world.desk().session(TokenHash::of(&own)).await.unwrap();
        world.desk().change_password(&signed_in, PASSWORD, "another long password").await.unwrap();
        world.clock.advance(STEP_MS);
        assert_eq!(refusal(finish(world, &stolen, &app.code(world)).await), Refusal::Unauthorized);
    }

    async fn a_code_or_the_password_switches_it_off(world: &World) {
        let ada = world.user("Ada").await;
        let (app, codes) = switched_on(world, &ada).await;
        for wrong in ["", "not the password", wrong_code(&app, world).as_str(), "0000-0000-0000-0000"] {
            let outcome = world.desk().switch_off_second_factor(&ada, wrong).await;
            assert_eq!(problems(outcome), [Problem::new("proof", Fault::NotProven)], "{wrong}");
        }
        let waiting = half(world, "ada@example.org").await;
        world.desk().switch_off_second_factor(&ada, &app.code(world)).await.unwrap();
        assert_eq!(world.desk().second_factor(&ada).await.unwrap(), SecondFactor::default());
        assert_eq!(refusal(finish(world, &waiting, &codes[1]).await), Refusal::Unauthorized);
        world.desk().sign_in(sign_in("ada@example.org", PASSWORD)).await.unwrap().session().unwrap();

        let (_, codes) = switched_on(world, &ada).await;
        world.desk().switch_off_second_factor(&ada, &codes[9]).await.unwrap();
        switched_on(world, &ada).await;
        world.desk().switch_off_second_factor(&ada, PASSWORD).await.unwrap();
        let again = world.desk().switch_off_second_factor(&ada, PASSWORD).await;
        assert!(matches!(again, Err(Error::Conflict)));
        let renewed = world.desk().renew_recovery_codes(&ada, PASSWORD).await;
        assert!(matches!(renewed, Err(Error::Conflict)));
    }

    async fn administrators_help_who_has_lost_it(world: &World) {
        let ada = administrator(world).await;
        let ben = world.user("Ben").await;
        let (app, _) = switched_on(world, &ben).await;
        let has = async || {
            let members = world.desk().members(&ada).await.unwrap().members;
            let ben = members.into_iter().find(|member| member.user.id == ben.id);
            ben.unwrap().has_second_factor
        };
        assert!(has().await);
        let secret = half(world, "ben@example.org").await;
        let by_ben = world.desk().switch_off_second_factor_of(&ben, ada.id).await;
        assert_eq!(refusal(by_ben), Refusal::Forbidden);
        world.desk().switch_off_second_factor_of(&ada, ben.id).await.unwrap();
        assert!(!has().await);
        let (name, audited) = world.desk().audit(1).await.unwrap().remove(0);
        assert_eq!((name, audited), (ada.name.clone(), Audited::SecondFactorSwitchedOff { user: ben.id }));
        assert_eq!(refusal(finish(world, &secret, &app.code(world)).await), Refusal::Unauthorized);
        let again = world.desk().switch_off_second_factor_of(&ada, ben.id).await;
        assert_eq!(refusal(again), Refusal::NotFound);
        world.desk().sign_in(sign_in("ben@example.org", PASSWORD)).await.unwrap().session().unwrap();

        let (_, codes) = switched_on(world, &ben).await;
        let email = " Ben@example.org ";
        assert_eq!(world.desk().switch_off_second_factor_by_email(email).await.unwrap(), ben);
        assert_eq!(refusal(world.desk().switch_off_second_factor_by_email(email).await), Refusal::NotFound);
        switched_on(world, &ben).await;
        let secret = half(world, "ben@example.org").await;
        assert_eq!(problems(finish(world, &secret, &codes[0]).await), not_a_code(), "codes of before are gone");
    }

    async fn another_password_by_a_letter_does_not_stand_in_for_it(world: &World) {
        let ada = administrator(world).await;
        let server = crate::mails::mail_server(world, &ada, crate::smtp::Mood::Takes).await;
        let (app, _) = switched_on(world, &ada).await;
        world.desk().forgot_password(&ada.email, "192.0.2.1").await.unwrap();
        world.desk().answer_password_requests("http://chat.example").await.unwrap();
        world.desk().send_due_mails().await.unwrap();
        let link = server.letters_when(1).await.remove(0).link("/reset/");
        let token = link.rsplit_once('/').unwrap().1;
        let new = "another long password";
        world.desk().choose_password(Purpose::Reset, token, new).await.unwrap();
        let Ok(Progress::Half(secret)) = world.desk().sign_in(sign_in(&ada.email, new)).await else {
            panic!("the second factor is not asked for");
        };
        finish(world, &secret, &app.code(world)).await.unwrap();
    }
}

#[tokio::test]
async fn a_copy_of_the_database_tells_no_secret_and_no_recovery_code() {
    let world = World::on_sqlite().await;
    let ada = world.user("Ada").await;
    let enrolment = world.desk().begin_second_factor(&ada, PASSWORD).await;
    let enrolment = enrolment.unwrap();
    let code = App::of(&enrolment.secret).code(&world);
    let codes = world.desk().confirm_second_factor(&ada, &code).await;
    world.desk().close().await;
    let kept = std::fs::read(world.file()).unwrap();
    let secret = Secret::try_from_base32(&enrolment.secret).unwrap();
    let contains = |part: &[u8]| kept.windows(part.len()).any(|window| window == part);
    assert!(!contains(secret.as_bytes()) && !contains(enrolment.secret.as_bytes()));
    for code in codes.unwrap() {
        assert!(!contains(code.as_bytes()) && !contains(code.replace('-', "").as_bytes()));
    }
    assert!(contains(b"ada@example.org"), "this is how it is looked for");
}
