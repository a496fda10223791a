//! Signing in and out, and the link that makes the first administrator.

use crate::ground::{Ground, PASSWORD};
use serde_json::Value;

fn fields(token: &str) -> String {
    format!("token={token}&name=Ada&email=ada%40example.org&password=correct+horse+battery")
}

#[tokio::test]
async fn the_set_up_link_works_once() {
    let ground = Ground::new().await;
    let link = ground.running.setup_url.clone().unwrap();
    let (_, token) = link.split_once("/setup?token=").unwrap();
    let page = ground
        .get("/inbox")
        .header("Accept", "text/html")
        .send()
        .await;
    assert_eq!(page.header("location"), Some("/setup"));

    let short = fields(token)
        .replace("correct+horse+battery", "short")
        .replace("%40", "");
    let answer = ground.post("/setup").form(&short).send().await;
    let back = answer.header("location").unwrap();
    assert!(
        back.starts_with("/setup?problem=email%3Anot_an_email%2Cpassword%3Atoo_short"),
        "{back}"
    );
    assert!(
        back.contains("name=Ada") && !back.contains("&password="),
        "{back}"
    );

    let answer = ground.post("/setup").form(&fields("made-up")).send().await;
    assert!(
        answer
            .header("location")
            .unwrap()
            .starts_with("/setup?problem=not_found")
    );

    let answer = ground.post("/setup").form(&fields(token)).send().await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, Some("/inbox"))
    );
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("session=") && cookie.contains("; HttpOnly; SameSite=Lax"));
    let cookie = cookie.split(';').next().unwrap();
    assert_eq!(
        ground
            .get("/inbox")
            .header("Cookie", cookie)
            .send()
            .await
            .status,
        200
    );

    let answer = ground
        .post("/setup")
        .form(&fields(token).replace("ada", "eve"))
        .send()
        .await;
    assert!(
        answer
            .header("location")
            .unwrap()
            .starts_with("/setup?problem=not_found")
    );
    assert_eq!(ground.desk().users().await.unwrap().len(), 1);
}

#[tokio::test]
async fn signing_in_leads_to_the_page_that_was_wanted_and_nowhere_else() {
    let ground = Ground::new().await;
    let _mara = ground.operator("Mara").await;
    let page = ground
        .get("/inbox/7?a=b")
        .header("Accept", "text/html")
        .send()
        .await;
    assert_eq!(
        page.header("location"),
        Some("/sign-in?next=%2Finbox%2F7%3Fa%3Db")
    );
    for (next, place) in [
        ("%2Finbox%2F7", "/inbox/7"),
        ("https%3A%2F%2Fevil.example", "/inbox"),
        ("%2F%2Fevil.example", "/inbox"),
        ("%2F%5Cevil.example", "/inbox"),
    ] {
        let form = format!(
            "email=mara%40example.org&password={}&next={next}",
            PASSWORD.replace(' ', "+")
        );
        let answer = ground.post("/sign-in").form(&form).send().await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, Some(place))
        );
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_look_the_same() {
    let ground = Ground::new().await;
    let _mara = ground.operator("Mara").await;
    for email in ["mara%40example.org", "nobody%40example.org"] {
        let form = format!("email={email}&password=wrong+horse+battery");
        let answer = ground.post("/sign-in").form(&form).send().await;
        let place = format!("/sign-in?problem=unauthorized&email={email}&next=%2Finbox");
        assert_eq!(answer.header("location"), Some(place.as_str()));
        assert_eq!(answer.header("set-cookie"), None);
    }
}

#[tokio::test]
async fn many_wrong_passwords_lock_the_way_for_a_while() {
    let ground = Ground::new().await;
    let _mara = ground.operator("Mara").await;
    let form = "email=mara%40example.org&password=wrong+horse+battery";
    for _ in 0..100 {
        let answer = ground.post("/sign-in").form(form).send().await;
        if answer
            .header("location")
            .unwrap()
            .contains("problem=too_many")
        {
            return;
        }
    }
    panic!("nobody stopped a hundred guesses");
}

#[tokio::test]
async fn signing_out_closes_the_consoles_of_that_session_alone() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let elsewhere = ground.cookie("mara@example.org").await;
    let (mut other, _) = ground.console(&elsewhere, &Value::Null).await;
    let answer = ground
        .post("/sign-out")
        .header("Cookie", &mara.cookie)
        .send()
        .await;
    assert_eq!(answer.header("location"), Some("/sign-in"));
    assert!(answer.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(mara.console.closed().await, 4401);
    let answer = ground
        .post("/api/save")
        .header("Cookie", &mara.cookie)
        .send()
        .await;
    assert_eq!(answer.status, 401);
    other.send(&serde_json::json!("used")).await;
    let answer = ground
        .post("/api/save")
        .header("Cookie", &elsewhere)
        .send()
        .await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn a_revoked_session_loses_its_socket_and_its_poll() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let sessions = ground.desk().sessions(&mara.user).await.unwrap();
    let body = serde_json::json!({ "console": uuid::Uuid::new_v4(), "cursor": ground.desk().cursor().await.unwrap() });
    let poll = ground
        .post("/console/poll")
        .header("Cookie", &mara.cookie)
        .json(&body);
    let revoked = ground.desk().revoke_session(&mara.user, sessions[0].id);
    let (answer, revoked) = tokio::join!(poll.send(), revoked);
    revoked.unwrap();
    assert_eq!(answer.status, 401);
    assert_eq!(mara.console.closed().await, 4401);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_their_sockets() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let keeping = ground.cookie("mara@example.org").await;
    let secret = keeping.replace("session=", "");
    let signed_in = ground
        .desk()
        .session(server::desk::TokenHash::of(&secret))
        .await
        .unwrap();
    let changed = ground
        .desk()
        .change_password(&signed_in, PASSWORD, "another long one")
        .await;
    changed.unwrap();
    assert_eq!(mara.console.closed().await, 4401);
    let answer = ground
        .post("/api/save")
        .header("Cookie", &keeping)
        .send()
        .await;
    assert_eq!(answer.status, 200);
}
