//! The second step of signing in: its form, its cookie, and what stays shut until it is taken.

use crate::client::Answer;
use crate::ground::{Ground, PASSWORD};
use crate::socket::Socket;
use domain::second_factor::HALF_SIGN_IN_MS;
use domain::time::SECOND_MS;
use domain::user::{Role, User};
use totp_rs::{Builder, Secret};

/// The code that an app shows now.
fn code(ground: &Ground, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let app = Builder::new().with_secret(secret).build().unwrap();
    let seconds = u64::try_from(ground.clock.now().0 / SECOND_MS).unwrap();
    app.generate(seconds).to_string()
}

/// Somebody whose second factor is asked for, and the secret of his app.
async fn guarded(ground: &Ground, name: &str) -> (User, String) {
    let (user, _) = ground.user(name, Role::Administrator).await;
    let begun = ground.desk().begin_second_factor(&user, PASSWORD).await;
    let secret = begun.unwrap().secret;
    let shown = code(ground, &secret);
    let confirmed = ground.desk().confirm_second_factor(&user, &shown).await;
    confirmed.unwrap();
    ground.clock.advance(30 * SECOND_MS);
    (user, secret)
}

async fn sign_in(ground: &Ground, email: &str, password: &str) -> Answer {
    let form = format!(
        "email={}&password={}&next=%2Fusers",
        email.replace('@', "%40"),
        password.replace(' ', "+")
    );
    ground.post("/sign-in").form(&form).send().await
}

/// What a browser sends back of the cookies that an answer sets.
fn cookie(answer: &Answer, name: &str) -> String {
    let set = answer
        .headers
        .iter()
        .filter(|(header, _)| header == "set-cookie");
    let cookie = set
        .filter_map(|(_, value)| value.split(';').next())
        .find(|cookie| cookie.starts_with(&format!("{name}=")));
    cookie.unwrap().to_owned()
}

async fn finish(ground: &Ground, half: &str, code: &str) -> Answer {
    let form = format!("code={}&next=%2Fusers", code.replace(' ', "+"));
    let request = ground.post("/sign-in/code").header("Cookie", half);
    request.form(&form).send().await
}

#[tokio::test]
async fn the_password_leads_to_the_form_for_the_code_and_the_code_into_the_console() {
    let ground = Ground::new().await;
    let (ada, secret) = guarded(&ground, "Ada").await;
    let first = sign_in(&ground, &ada.email, PASSWORD).await;
    assert_eq!(
        (first.status, first.header("location")),
        (303, Some("/sign-in/code?next=%2Fusers"))
    );
    let set = first.header("set-cookie").unwrap();
    assert!(set.starts_with("half-sign-in=") && set.contains("; HttpOnly; SameSite=Lax"));
    assert!(set.contains("Max-Age=600"), "{set}");
    let half = cookie(&first, "half-sign-in");
    let page = ground.get("/sign-in/code").header("Accept", "text/html");
    assert_eq!(page.header("Cookie", &half).send().await.status, 200);

    let wrong = finish(&ground, &half, "12345").await;
    let back = "/sign-in/code?problem=code%3Anot_a_code&next=%2Fusers";
    assert_eq!(
        (wrong.header("location"), wrong.header("set-cookie")),
        (Some(back), None)
    );

    let shown = code(&ground, &secret);
    let grouped = format!("{} {}", &shown[..3], &shown[3..]);
    let second = finish(&ground, &half, &grouped).await;
    assert_eq!(
        (second.status, second.header("location")),
        (303, Some("/users"))
    );
    assert_eq!(cookie(&second, "half-sign-in"), "half-sign-in=");
    let session = cookie(&second, "session");
    let inbox = ground.get("/inbox").header("Cookie", &session).send().await;
    assert_eq!(inbox.status, 200);
    let again = finish(&ground, &half, &shown).await;
    let over = "/sign-in?problem=expired&next=%2Fusers";
    assert_eq!(again.header("location"), Some(over));
}

#[tokio::test]
async fn who_is_halfway_in_can_do_nothing_else() {
    let ground = Ground::new().await;
    let (ada, secret) = guarded(&ground, "Ada").await;
    let first = sign_in(&ground, &ada.email, PASSWORD).await;
    let half = cookie(&first, "half-sign-in");
    let value = half.strip_prefix("half-sign-in=").unwrap();
    // Not even under the name of a session.
    for cookie in [half.clone(), format!("session={value}")] {
        for (path, place) in [("/inbox", "/sign-in?next=%2Finbox"), ("/", "/sign-in")] {
            let request = ground.get(path).header("Accept", "text/html");
            let page = request.header("Cookie", &cookie).send().await;
            assert_eq!((page.status, page.header("location")), (303, Some(place)));
        }
        let save = ground.post("/api/save").header("Cookie", &cookie);
        assert_eq!(save.send().await.status, 401);
        let frame = ground.post("/console/frame").header("Cookie", &cookie);
        let frame = frame.json(&serde_json::json!("used")).send().await;
        assert_eq!(frame.refusal(), (401, "unauthorized".to_owned()));
        let origin = format!("http://{}", ground.address());
        let headers = [("cookie", cookie.as_str()), ("origin", origin.as_str())];
        let socket = Socket::open(ground.address(), "/console/socket", &headers).await;
        assert!(socket.is_err(), "{cookie}");
    }
    // A session is no half sign-in either.
    let other = ground.user("Ben", Role::Operator).await.1;
    let foreign = other.replace("session=", "half-sign-in=");
    let stranger = finish(&ground, &foreign, &code(&ground, &secret)).await;
    let over = "/sign-in?problem=expired&next=%2Fusers";
    assert_eq!(stranger.header("location"), Some(over));
    ground.clock.advance(HALF_SIGN_IN_MS);
    let late = finish(&ground, &half, &code(&ground, &secret)).await;
    assert_eq!(late.header("location"), Some(over));
    let page = ground.get("/sign-in/code").header("Accept", "text/html");
    let page = page.header("Cookie", &half).send().await;
    assert_eq!(
        (page.status, page.header("location")),
        (303, Some("/sign-in"))
    );
}

#[tokio::test]
async fn a_wrong_password_tells_nothing_of_a_second_factor() {
    let ground = Ground::new().await;
    let (ada, _) = guarded(&ground, "Ada").await;
    for email in [ada.email.as_str(), "nobody@example.org"] {
        let answer = sign_in(&ground, email, "wrong horse battery").await;
        let place = format!(
            "/sign-in?problem=unauthorized&email={}&next=%2Fusers",
            email.replace('@', "%40")
        );
        assert_eq!(answer.header("location"), Some(place.as_str()));
        assert_eq!(answer.header("set-cookie"), None);
    }
}

#[tokio::test]
async fn many_wrong_codes_lock_the_way_for_a_while() {
    let ground = Ground::new().await;
    let (ada, secret) = guarded(&ground, "Ada").await;
    let half = cookie(
        &sign_in(&ground, &ada.email, PASSWORD).await,
        "half-sign-in",
    );
    for _ in 0..10 {
        let wrong = finish(&ground, &half, "no code").await;
        assert!(wrong.header("location").unwrap().contains("not_a_code"));
    }
    let right = finish(&ground, &half, &code(&ground, &secret)).await;
    let throttled = "/sign-in/code?problem=too_many&next=%2Fusers";
    assert_eq!(right.header("location"), Some(throttled));
}

#[tokio::test]
async fn what_was_typed_too_long_or_asked_besides_is_refused() {
    let ground = Ground::new().await;
    let (ada, _) = guarded(&ground, "Ada").await;
    let half = cookie(
        &sign_in(&ground, &ada.email, PASSWORD).await,
        "half-sign-in",
    );
    let long = finish(&ground, &half, &"1".repeat(60_000)).await;
    assert!(long.header("location").unwrap().contains("not_a_code"));
    for form in ["", "code=1&code=2", "code=1&role=administrator"] {
        let request = ground.post("/sign-in/code").header("Cookie", &half);
        assert_eq!(request.form(form).send().await.status, 400, "{form}");
    }
    let elsewhere = ground.post("/sign-in/code").header("Cookie", &half);
    let elsewhere = elsewhere.header("Origin", "https://evil.example");
    let elsewhere = elsewhere.form("code=1").send().await;
    assert_eq!(elsewhere.status, 403);
}
