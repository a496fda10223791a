//! Letters of the running server, and the forms that their links lead to.

use crate::ground::{Ground, PASSWORD};
use crate::smtp::{MailServer, Mood};
use domain::mail::{Encryption, TypedMailServer};
use domain::user::{Role, User};
use server::desk::Invitation;

async fn mail_server(ground: &Ground, ada: &User, mood: Mood) -> MailServer {
    let server = MailServer::start(mood).await;
    let typed = TypedMailServer {
        host: server.address.ip().to_string(),
        port: server.address.port().to_string(),
        encryption: Encryption::None,
        user: String::new(),
        password: String::new(),
        sender: "chat@example.org".to_owned(),
    };
    ground.desk().save_mail_server(ada, 0, typed).await.unwrap();
    server
}

fn invitation(name: &str) -> Invitation {
    Invitation {
        name: name.to_owned(),
        email: format!("{}@example.org", name.to_lowercase()),
        role: Role::Operator,
    }
}

fn form(token: &str, password: &str) -> String {
    format!("token={token}&password={}", password.replace(' ', "+"))
}

fn token(link: &str) -> &str {
    link.rsplit_once('/').unwrap().1
}

#[tokio::test]
async fn an_invitation_by_letter_leads_into_the_console() {
    let ground = Ground::new().await;
    let (ada, _) = ground.user("Ada", Role::Administrator).await;
    let server = mail_server(&ground, &ada, Mood::Takes).await;
    let origin = ground.running.public_url().to_owned();
    let invited = ground.desk().invite(&ada, invitation("Ben"), &origin).await;
    let letter = server.letters_when(1).await.remove(0);
    let link = letter.link("/invitation/");
    assert_eq!(link, invited.unwrap().link);

    let short = ground
        .post("/invitation")
        .form(&form(token(&link), "short"));
    let back = short.send().await;
    let expected = format!("/invitation/{}?problem=password%3Atoo_short", token(&link));
    assert_eq!(back.header("location"), Some(expected.as_str()));

    let choice = form(token(&link), PASSWORD);
    let taken = ground.post("/invitation").form(&choice).send().await;
    assert_eq!(
        (taken.status, taken.header("location")),
        (303, Some("/inbox"))
    );
    let cookie = taken
        .header("set-cookie")
        .unwrap()
        .split(';')
        .next()
        .unwrap();
    let inbox = ground.get("/inbox").header("Cookie", cookie).send().await;
    assert_eq!(inbox.status, 200);

    let again = ground.post("/invitation").form(&choice).send().await;
    assert_eq!(
        again.header("location"),
        Some("/invitation/none?problem=not_found")
    );
    assert_eq!(again.header("set-cookie"), None);
}

#[tokio::test]
async fn a_forgotten_password_is_answered_alike_for_known_and_unknown_addresses() {
    let ground = Ground::new().await;
    let (ada, cookie) = ground.user("Ada", Role::Administrator).await;
    let server = mail_server(&ground, &ada, Mood::Takes).await;
    for email in ["nobody%40example.org", "ada%40example.org"] {
        let asked = ground.post("/forgot").form(&format!("email={email}"));
        let answer = asked.send().await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, Some("/forgot?asked=true"))
        );
        assert_eq!(answer.body, "");
    }
    let letter = server.letters_when(1).await.remove(0);
    assert_eq!(letter.to, "ada@example.org");
    let link = letter.link("/reset/");
    let choice = form(token(&link), "another long password");
    let answer = ground.post("/reset").form(&choice).send().await;
    assert_eq!(answer.header("location"), Some("/inbox"));
    let old = ground.post("/api/save").header("Cookie", &cookie);
    assert_eq!(old.send().await.status, 401);
    assert_eq!(server.letters().len(), 1, "nobody else gets one");
    let again = ground.post("/reset").form(&choice).send().await;
    assert_eq!(
        again.header("location"),
        Some("/reset/none?problem=not_found")
    );
}

#[tokio::test]
async fn a_mail_server_that_hangs_holds_up_nothing() {
    let ground = Ground::new().await;
    let (ada, cookie) = ground.user("Ada", Role::Administrator).await;
    let _mara = ground.operator("Mara").await;
    let server = mail_server(&ground, &ada, Mood::Takes).await;
    server.be(Mood::Hangs);
    let origin = ground.running.public_url().to_owned();
    let invited = ground.desk().invite(&ada, invitation("Ben"), &origin).await;
    assert!(invited.unwrap().is_sent);
    server.connected(1).await;
    let forgot = ground.post("/forgot").form("email=ada%40example.org");
    assert_eq!(forgot.send().await.status, 303);
    let page = ground.get("/inbox").header("Cookie", &cookie);
    assert_eq!(page.send().await.status, 200);
    ground.visitor("Hello").await;
    ground.running.stop().await;
}
