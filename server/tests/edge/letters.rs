//! Letters of the running server, and the forms and pages that their links lead to.

use crate::client::Request;
use crate::ground::{Ground, Operator, PASSWORD, Visitor, start_frame};
use crate::smtp::{MailServer, Mood, Received};
use domain::conversation::Conversation;
use domain::mail::{Encryption, TypedMailServer};
use domain::time::MINUTE_MS;
use domain::user::{Role, User};
use serde_json::{Value, json};
use server::desk::Invitation;
use uuid::Uuid;

pub(crate) async fn mail_server(ground: &Ground, ada: &User, mood: Mood) -> MailServer {
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

/// A visitor who left an address and is away, the operator who writes to him, and where the letters go.
struct Away {
    visitor: Visitor,
    mara: Operator,
    ada: User,
    server: MailServer,
}

impl Away {
    async fn on(ground: &Ground) -> Self {
        let (ada, _) = ground.user("Ada", Role::Administrator).await;
        let server = mail_server(ground, &ada, Mood::Takes).await;
        let mara = ground.operator("Mara").await;
        let first = ground.visitor("Before").await;
        let id = Uuid::now_v7();
        let end = json!({ "end": { "conversation": first.conversation, "client_id": id } });
        let copy = json!({ "conversation": first.conversation, "email": "eve@example.org" });
        let again = start_frame("Is it back?");
        let mut answers = Vec::new();
        for (path, body) in [
            ("/widget/frame", end),
            ("/widget/copy", copy),
            ("/widget/start", again),
        ] {
            let request = ground.post(path).bearer(&first.token).json(&body);
            answers.push(request.send().await);
        }
        server.letters_when(1).await;
        let conversation = &answers[2].json()["snapshot"]["chat"]["conversation"];
        let conversation = conversation.as_str().unwrap().to_owned();
        Self {
            visitor: Visitor {
                conversation,
                ..first
            },
            mara,
            ada,
            server,
        }
    }

    /// The operator writes, and so much time passes.
    async fn writes(&self, ground: &Ground, text: &str, minutes: i64) {
        let inbox = ground.desk().console_snapshot(&self.mara.user).await;
        let rows = inbox.unwrap().inbox.rows;
        let mut conversations = rows.into_iter().map(|row| row.conversation);
        let theirs = |of: &Conversation| of.is_open() && of.email.is_some();
        let conversation = conversations.find(theirs).unwrap().id;
        let say = json!({ "say": { "conversation": conversation, "client_id": Uuid::now_v7(), "text": text } });
        let request = ground
            .post("/console/frame")
            .header("Cookie", &self.mara.cookie);
        assert_eq!(request.json(&say).send().await.status, 200);
        ground.clock.advance(minutes * MINUTE_MS);
        ground.desk().do_due_jobs().await.unwrap();
        ground.desk().send_due_mails().await.unwrap();
    }

    /// The letter that comes of it.
    async fn gets(&self, ground: &Ground, text: &str, minutes: i64) -> Received {
        let before = self.server.letters().len();
        self.writes(ground, text, minutes).await;
        let mut letters = self.server.letters_when(before + 1).await;
        letters.remove(before)
    }

    /// Nothing comes of it.
    async fn gets_nothing(&self, ground: &Ground, text: &str, minutes: i64) {
        let before = self.server.letters().len();
        self.writes(ground, text, minutes).await;
        assert_eq!(ground.desk().unsent_mails(&self.ada).await.unwrap(), []);
        assert_eq!(self.server.letters().len(), before);
    }
}

/// What a page of this origin gets for a link.
async fn resumed(ground: &Ground, origin: &str, link: &Value) -> (u16, Value) {
    let body = json!({ "channel": "website", "link": link });
    let request = ground.post("/widget/resume").header("Origin", origin);
    let answer = request.json(&body).send().await;
    (answer.status, answer.json())
}

#[tokio::test]
async fn a_link_in_a_letter_leads_back_and_tells_its_secret_to_nobody() {
    let ground = Ground::new().await;
    let away = Away::on(&ground).await;
    let other = ground.visitor("Somebody else").await;
    let letter = away.gets(&ground, "It is.", 10).await;
    let own = format!("http://{}", ground.address());
    let link = letter.link("/chat/website/resume#");
    let (page, secret) = link.strip_prefix(&own).unwrap().split_once('#').unwrap();
    let answer = ground.get(page).send().await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");

    let (status, lent) = resumed(&ground, &own, &json!(secret)).await;
    assert_eq!(
        (status, &lent["conversation"]),
        (200, &json!(away.visitor.conversation))
    );
    let token = lent["token"].as_str().unwrap();
    assert_ne!(token, away.visitor.token);
    let poll = async |conversation: &str| {
        let body = json!({ "conversation": conversation, "cursor": null });
        let request = ground.post("/widget/poll").bearer(token).json(&body);
        request.send().await.status
    };
    assert_eq!(poll(&away.visitor.conversation).await, 200);
    assert_eq!(poll(&other.conversation).await, 404);

    for (wrong, status) in [
        (json!("x"), 404),
        (json!(""), 404),
        (json!(null), 400),
        (json!([secret]), 400),
    ] {
        assert_eq!(resumed(&ground, &own, &wrong).await.0, status, "{wrong}");
    }
    ground.allow(&["https://shop.example"]).await;
    let foreign = resumed(&ground, "https://evil.example", &json!(secret)).await;
    assert_eq!(foreign.0, 403);
}

#[tokio::test]
async fn to_follow_the_link_out_changes_nothing_until_it_is_pressed() {
    let ground = Ground::new().await;
    let away = Away::on(&ground).await;
    let letter = away.gets(&ground, "It is.", 10).await;
    let own = format!("http://{}", ground.address());
    let link = letter.link("/letters/");
    let path = link.strip_prefix(&own).unwrap();
    let page = ground.get(path).send().await;
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains("<form method=\"post\">"),
        "{}",
        page.body
    );
    let head = Request::new(ground.address(), "HEAD", path);
    assert_eq!(head.send().await.status, 200);
    away.gets(&ground, "Still is.", 31).await;

    // As mail programs press it: a form, no cookie, no redirection.
    let pressed = ground.post(path).form("List-Unsubscribe=One-Click");
    let pressed = pressed.send().await;
    assert_eq!((pressed.status, pressed.header("location")), (200, None));
    assert_eq!(pressed.header("set-cookie"), None);
    assert_eq!(ground.post(path).send().await.status, 200);
    away.gets_nothing(&ground, "Was.", 31).await;
}
