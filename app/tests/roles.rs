//! Every server function and every page of the console for every kind of caller: what is not allowed here is refused,
//! and what is missing here is found.
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use app::console::routes;
use domain::channel::Draft;
use domain::id::ChannelId;
use domain::report::Kind;
use domain::rule::RuleDraft;
use domain::user::Role;
use leptos::server_fn::axum::server_fn_paths;
use serde_json::{Value, json};
use server::clock::Clock;
use server::config::{Config, Settings};
use server::desk::{NewUser, SignIn};
use server::serve::{Running, start};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const PASSWORD: &str = "correct horse battery";
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

/// What it answers to somebody who is not signed in, to an operator and to an administrator.
type Expected = [u16; 3];

const EVERYBODY: Expected = [401, 200, 200];
const ADMINISTRATORS: Expected = [401, 403, 200];
/// Allowed to administrators, who ask for something that does not exist here.
const MISSING: Expected = [401, 403, 404];
/// Allowed to administrators, who fill in nothing here.
const WRONG: Expected = [401, 403, 422];

async fn server() -> (Running, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("porchlight.db");
    let settings = Settings {
        address: Some("127.0.0.1:0".to_owned()),
        database_url: Some(format!("sqlite://{}", file.display())),
        ..Settings::default()
    };
    let config = Config::load(settings, None).unwrap();
    let running = start(&config, Clock::of_the_machine(), routes).await;
    (running.unwrap(), folder)
}

async fn cookie(running: &Running, name: &str, role: Role) -> String {
    let email = format!("{name}@example.org");
    let user = NewUser {
        name: name.to_owned(),
        email: email.clone(),
        password: PASSWORD.to_owned(),
        role,
        channels: Vec::new(),
    };
    running.desk().create_user(user).await.unwrap();
    let sign_in = SignIn {
        email,
        password: PASSWORD.to_owned(),
        user_agent: "a test".to_owned(),
        address: "127.0.0.1".to_owned(),
    };
    let secret = running
        .desk()
        .sign_in(sign_in)
        .await
        .unwrap()
        .session()
        .unwrap();
    format!("Cookie: session={secret}\r\n")
}

/// The status of an answer.
async fn status(address: SocketAddr, line: &str, headers: &str, body: &str) -> u16 {
    answered(address, line, headers, (body, body.len())).await
}

/// The status of an answer to a body that is said to be so long.
async fn answered(
    address: SocketAddr,
    line: &str,
    headers: &str,
    (body, length): (&str, usize),
) -> u16 {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let kind = if body.starts_with('{') {
        "application/json"
    } else {
        "application/x-www-form-urlencoded"
    };
    let request = format!(
        "{line} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}\
         Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    // Who is answered before all is read may not get rid of the rest.
    drop(stream.write_all(request.as_bytes()).await);
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer).await);
    let answer = String::from_utf8_lossy(&answer);
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}

/// A function, what it is called with, and what it answers.
type Row = (&'static str, String, Expected);

fn row(function: &'static str, body: &str, expected: Expected) -> Row {
    (function, body.to_owned(), expected)
}

fn of_preferences_and_conversations() -> Vec<Row> {
    let in_conversation = format!("{{\"conversation\":\"{NOBODY}\"}}");
    let before = format!("{{\"conversation\":\"{NOBODY}\",\"before\":9}}");
    let after = format!("{{\"conversation\":\"{NOBODY}\",\"active_at\":9}}");
    let internal = format!("{{\"conversation\":\"{NOBODY}\",\"is_internal\":true}}");
    let note = format!("{{\"conversation\":\"{NOBODY}\",\"known\":0,\"text\":\"a\"}}");
    let send = format!("{{\"conversation\":\"{NOBODY}\",\"email\":\"ada@example.org\"}}");
    let tag = format!("{{\"conversation\":\"{NOBODY}\",\"tag\":\"{NOBODY}\"}}");
    let expertise = format!("{{\"conversation\":\"{NOBODY}\",\"expertise\":\"{NOBODY}\"}}");
    let session = format!("session={NOBODY}");
    let saved = "name=Ada&chosen[theme]=dark&chosen[further_languages][]=en&chosen[country]=FR";
    vec![
        row("preferences/save", saved, EVERYBODY),
        // A wrong present password is a field that is wrong.
        row("preferences/password", "present=a&new=b", [401, 422, 422]),
        row("preferences/second-factor", "", EVERYBODY),
        row(
            "preferences/second-factor/begin",
            "password=a",
            [401, 422, 422],
        ),
        // Nobody here has one, or has begun to set one up.
        row(
            "preferences/second-factor/confirm",
            "code=1",
            [401, 409, 409],
        ),
        row(
            "preferences/second-factor/codes",
            "proof=a",
            [401, 422, 422],
        ),
        row("preferences/second-factor/off", "proof=a", [401, 422, 422]),
        row("preferences/sessions", "", EVERYBODY),
        row("preferences/sessions/revoke", &session, [401, 404, 404]),
        row("preferences/sessions/revoke-others", "", EVERYBODY),
        row("conversation", &in_conversation, [401, 404, 404]),
        row("conversation/older", &before, [401, 404, 404]),
        row("conversation/reasons", &in_conversation, EVERYBODY),
        row("conversation/pages", &in_conversation, [401, 404, 404]),
        row("conversation/recent", &in_conversation, [401, 404, 404]),
        row("conversation/panel", r#"{"hides":true}"#, EVERYBODY),
        row(
            "conversation/chatbot-answers",
            &in_conversation,
            [401, 404, 404],
        ),
        row("conversation/send", &send, [401, 404, 404]),
        row("conversation/note", &note, [401, 404, 404]),
        row("conversation/rating-internal", &internal, MISSING),
        row("conversation/tag", &tag, [401, 404, 404]),
        row("conversation/untag", &tag, [401, 404, 404]),
        // There is no such expertise.
        row("conversation/link-expertise", &expertise, [401, 422, 422]),
        row("conversation/unlink-expertise", &expertise, [401, 404, 404]),
        row("inbox/older", &after, EVERYBODY),
    ]
}

fn of_people_and_settings() -> Vec<Row> {
    let user = format!("user={NOBODY}");
    let group = format!("group={NOBODY}");
    let mail = format!("mail={NOBODY}");
    let change = format!("{user}&was_role=operator&role=operator");
    let rename = format!("{group}&was=b&name=a");
    let server_form = "version=9&host=&port=&encryption=none&user=&password=&sender=";
    vec![
        row("users", "", ADMINISTRATORS),
        row("users/invite", "name=&email=&role=operator", WRONG),
        row("users/invite-again", &user, MISSING),
        row("users/change", &change, MISSING),
        row("users/second-factor-off", &user, MISSING),
        row("users/remove", &user, MISSING),
        row("groups/make", "name=", WRONG),
        row("groups/rename", &rename, MISSING),
        row("groups/delete", &group, MISSING),
        // The names and languages of the site are no secret.
        row("settings/site", "", EVERYBODY),
        row("settings/site/save", "version=0&name=", WRONG),
        row("settings/conversations", "", ADMINISTRATORS),
        row(
            "settings/conversations/save",
            "version=0&offered_again_after_minutes=x&missed_mailed_after_minutes=&kept_days=",
            WRONG,
        ),
        row("settings/mail", "", ADMINISTRATORS),
        row("settings/mail/save", server_form, WRONG),
        row("settings/mail/test", server_form, WRONG),
        row("settings/countries", "", ADMINISTRATORS),
        row("settings/countries/remove", "", ADMINISTRATORS),
        row("settings/mail/again", &mail, MISSING),
        row("settings/mail/forget", &mail, MISSING),
    ]
}

fn of_expertise() -> Vec<Row> {
    let id = format!("id={NOBODY}");
    let rename = format!("{id}&was=a&new_name=b");
    vec![
        row("expertise", "", EVERYBODY),
        row("expertise/add", "name=", WRONG),
        row("expertise/rename", &rename, MISSING),
        row("expertise/delete", &id, ADMINISTRATORS),
    ]
}

fn of_tags() -> Vec<Row> {
    let id = format!("id={NOBODY}");
    let change = format!("{id}&was=a&name=b&colour=1");
    vec![
        row("tags", "", EVERYBODY),
        row("tags/make", "name=", [401, 422, 422]),
        row("tags/change", &change, MISSING),
        row("tags/delete", &id, ADMINISTRATORS),
    ]
}

fn of_canned_responses() -> Vec<Row> {
    let id = format!("id={NOBODY}");
    let draft = json!({ "shortcut": "", "substitution": "", "groups": [] });
    let made = json!({ "draft": draft }).to_string();
    let draft = json!({ "shortcut": "a", "substitution": "b", "groups": [] });
    let change = json!({ "id": NOBODY, "version": 0, "draft": draft }).to_string();
    vec![
        row("canned", "", EVERYBODY),
        row("canned/make", &made, [401, 422, 422]),
        row("canned/change", &change, [401, 404, 404]),
        row("canned/delete", &id, [401, 404, 404]),
    ]
}

fn of_contacts() -> Vec<Row> {
    let id = json!({ "contact": NOBODY }).to_string();
    let draft = json!({
        "name": "", "email": "", "phone": "", "company": "", "country": null, "language": "", "notes": "",
    });
    let made = json!({ "contact": NOBODY, "draft": draft }).to_string();
    let draft = json!({
        "name": "a", "email": "", "phone": "", "company": "", "country": null, "language": "", "notes": "",
    });
    let change = json!({ "contact": NOBODY, "version": 0, "draft": draft }).to_string();
    let another = "00000000-0000-0000-0000-000000000001";
    let merge = json!({ "contact": [NOBODY, 0], "other": [another, 0] }).to_string();
    let page = json!({ "words": "", "below": null }).to_string();
    let in_conversation = json!({ "conversation": NOBODY }).to_string();
    vec![
        row("contacts", &page, EVERYBODY),
        row("contacts/contact", &id, [401, 404, 404]),
        row("contacts/past", &id, [401, 404, 404]),
        row("contacts/of-conversation", &in_conversation, EVERYBODY),
        row("contacts/of-ticket", r#"{"ticket":1}"#, EVERYBODY),
        row("contacts/of-lead", r#"{"lead":1}"#, EVERYBODY),
        row("contacts/make", &made, [401, 422, 422]),
        row("contacts/change", &change, [401, 404, 404]),
        row("contacts/merge", &merge, [401, 404, 404]),
        row("contacts/delete", &id, EVERYBODY),
        row("contacts/erase", &id, MISSING),
    ]
}

fn of_sessions() -> Vec<Row> {
    let all = json!({
        "channel": null, "operator": null, "outcome": null, "rated": null, "since": null, "until": null,
    });
    let page = json!({ "wanted": all, "older_than": null }).to_string();
    let beside = json!({ "wanted": all, "conversation": NOBODY }).to_string();
    let link = json!({ "wanted": all, "columns": [] }).to_string();
    let question = Kind::Sessions.usual().question;
    let report = json!({ "question": question, "zone": "", "language": "" }).to_string();
    let find = json!({
        "wanted": { "words": "tea", "asked": all, "stand": null }, "after": null,
    });
    let hits = json!({ "conversation": NOBODY, "words": "tea" }).to_string();
    vec![
        row("search", &find.to_string(), EVERYBODY),
        row("search/hits", &hits, EVERYBODY),
        row(
            "search/views",
            &json!({ "views": [] }).to_string(),
            EVERYBODY,
        ),
        row("kept", "", EVERYBODY),
        row("sessions", &page, EVERYBODY),
        row("sessions/beside", &beside, [401, 404, 404]),
        row("sessions/links", "", ADMINISTRATORS),
        row("sessions/links/make", &link, [401, 403, 422]),
        row(
            "sessions/links/revoke",
            &format!("link={NOBODY}"),
            [401, 403, 404],
        ),
        row("reports", &report, ADMINISTRATORS),
        row(
            "reports/favourites",
            &json!({ "favourites": [] }).to_string(),
            ADMINISTRATORS,
        ),
        row(
            "reports/dashboard",
            r#"{"zone":"","language":""}"#,
            ADMINISTRATORS,
        ),
    ]
}

fn of_pushes() -> Vec<Row> {
    let none = json!({ "endpoint": "", "p256dh": "", "auth": "" });
    let subscribe = json!({ "subscription": none, "quiet_until": null }).to_string();
    let unsubscribe = json!({ "endpoint": "https://fcm.googleapis.com/a" }).to_string();
    vec![
        row("push/key", "", EVERYBODY),
        row("push/subscribe", &subscribe, [401, 422, 422]),
        row("push/unsubscribe", &unsubscribe, EVERYBODY),
    ]
}

fn of_visitors() -> Vec<Row> {
    let asked = format!("visit={NOBODY}&text=Hello");
    vec![
        row("visitors", "", EVERYBODY),
        row("visitors/ask", &asked, [401, 404, 404]),
    ]
}

fn of_chatbots() -> Vec<Row> {
    let id = format!("chatbot={NOBODY}");
    let draft = |name: &str| json!({ "name": name, "script": { "steps": [] } });
    let made = json!({ "draft": draft("") }).to_string();
    let saved = json!({ "chatbot": NOBODY, "version": 1, "draft": draft("a") }).to_string();
    vec![
        row("chatbots", "", ADMINISTRATORS),
        row("chatbots/form", &id, MISSING),
        row("chatbots/funnel", &id, MISSING),
        row("chatbots/make", &made, WRONG),
        row("chatbots/save", &saved, MISSING),
        row("chatbots/duplicate", &id, MISSING),
        row(
            "chatbots/archive",
            &format!("{id}&is_archived=true"),
            MISSING,
        ),
        row("chatbots/delete", &id, MISSING),
    ]
}

fn of_channels(channel: ChannelId) -> Vec<Row> {
    let id = format!("channel={channel}");
    let json = |rest: Value| {
        let mut body = json!({ "channel": channel });
        if let (Value::Object(body), Value::Object(rest)) = (&mut body, rest) {
            body.extend(rest);
        }
        body.to_string()
    };
    let draft = RuleDraft::default();
    let saved = json(json!({ "version": -1, "draft": Draft::default() }));
    let rule = json(json!({ "before": null, "draft": draft }));
    let checked = json!({ "draft": draft }).to_string();
    let tested = json(json!({ "url": "/", "country": null }));
    let nowhere = format!("channel={NOBODY}");
    vec![
        row("channels/join", &id, EVERYBODY),
        row("channels/leave", &id, EVERYBODY),
        row("channels/return", "", EVERYBODY),
        row("channels/facts", "", EVERYBODY),
        row("channels/form", &id, ADMINISTRATORS),
        row("channels/create", "name=", WRONG),
        row("channels/duplicate", &id, ADMINISTRATORS),
        row("channels/save", &saved, WRONG),
        row(
            "channels/archive",
            &format!("{id}&is_archived=false"),
            ADMINISTRATORS,
        ),
        row("channels/remove", &nowhere, MISSING),
        row(
            "channels/operators/add",
            &json(json!({ "operators": [] })),
            ADMINISTRATORS,
        ),
        row(
            "channels/operators/create",
            &format!("{id}&name=&email=&role=operator"),
            WRONG,
        ),
        row(
            "channels/operators/remove",
            &format!("{id}&operator={NOBODY}"),
            ADMINISTRATORS,
        ),
        row("channels/rules/save", &rule, ADMINISTRATORS),
        row("channels/rules/check", &checked, ADMINISTRATORS),
        row(
            "channels/rules/remove",
            &format!("{id}&rule={NOBODY}"),
            ADMINISTRATORS,
        ),
        row(
            "channels/rules/order",
            &json(json!({ "order": [] })),
            ADMINISTRATORS,
        ),
        row("channels/rules/test", &tested, ADMINISTRATORS),
    ]
}

fn of_tickets_and_leads() -> Vec<Row> {
    let in_conversation = json!({ "conversation": NOBODY }).to_string();
    let all = json!({ "words": "", "stage": null, "team": null, "is_mine": false });
    let ticket = json!({
        "title": "a", "description": "", "team": null, "assignee": null, "state": "new", "priority": "normal",
    });
    let lead = json!({
        "title": "a", "email": "", "phone": "", "description": "", "team": null, "owner": null, "stage": "new",
    });
    let page = json!({ "filter": all, "below": null }).to_string();
    let board = json!({ "filter": all }).to_string();
    let asked = json!({ "conversation": NOBODY, "client_id": NOBODY, "title": "a" }).to_string();
    let change = |draft| json!({ "number": 1, "version": 0, "draft": draft }).to_string();
    let missing = [401, 404, 404];
    vec![
        row("tickets", &page, EVERYBODY),
        row("tickets/board", &board, EVERYBODY),
        row("tickets/ticket", r#"{"number":1}"#, missing),
        row("tickets/make", &asked, missing),
        row("tickets/change", &change(ticket), missing),
        row("tickets/move", r#"{"number":1,"state":"solved"}"#, missing),
        row("tickets/give", r#"{"number":1,"contact":null}"#, missing),
        row("tickets/search", r#"{"words":"a"}"#, EVERYBODY),
        row("tickets/open", &in_conversation, missing),
        row("leads", &page, EVERYBODY),
        row("leads/board", &board, EVERYBODY),
        row("leads/lead", r#"{"number":1}"#, missing),
        row("leads/make", &asked, missing),
        row("leads/change", &change(lead), missing),
        row("leads/move", r#"{"number":1,"stage":"won"}"#, missing),
        row("leads/give", r#"{"number":1,"contact":null}"#, missing),
        row("leads/open", &in_conversation, missing),
    ]
}

fn of_apps() -> Vec<Row> {
    let team = |name: &str| json!({ "name": name, "has_live_chat": true });
    let unnamed = json!({ "app": "crm", "draft": team("") }).to_string();
    let renamed =
        json!({ "app": "crm", "team": NOBODY, "version": 0, "draft": team("a") }).to_string();
    let gone = format!("app=crm&team={NOBODY}");
    let order = r#"{"app":"helpdesk","order":[]}"#;
    vec![
        row("apps", "app=helpdesk", EVERYBODY),
        row("apps/switch", "app=crm&version=9&is_on=true", WRONG),
        row("apps/teams/make", &unnamed, WRONG),
        row("apps/teams/change", &renamed, MISSING),
        row("apps/teams/delete", &gone, ADMINISTRATORS),
        row("apps/teams/order", order, ADMINISTRATORS),
    ]
}

#[tokio::test]
async fn every_server_function_answers_each_caller_as_the_table_says() {
    let (running, _folder) = server().await;
    let mara = cookie(&running, "mara", Role::Operator).await;
    let ada = cookie(&running, "ada", Role::Administrator).await;
    let mut told = BTreeSet::new();
    let channel = running.desk().channel_by_key("website").await.unwrap().id;
    let table = [
        of_preferences_and_conversations(),
        of_people_and_settings(),
        of_expertise(),
        of_tags(),
        of_canned_responses(),
        of_chatbots(),
        of_pushes(),
        of_visitors(),
        of_channels(channel),
        of_sessions(),
        of_contacts(),
        of_tickets_and_leads(),
        of_apps(),
    ];
    for (function, body, expected) in table.into_iter().flatten() {
        let path = format!("/api/{function}");
        let line = format!("POST {path}");
        for (headers, expected) in ["", &mara, &ada].into_iter().zip(expected) {
            let status = status(running.address, &line, headers, &body).await;
            assert_eq!(status, expected, "{path} with {headers}");
        }
        told.insert(path);
    }
    let known: BTreeSet<String> = server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    assert_eq!(told, known, "every server function stands in the table");
    running.stop().await;
}

#[tokio::test]
async fn pages_for_administrators_are_shown_to_them_alone() {
    let (running, _folder) = server().await;
    let mara = cookie(&running, "mara", Role::Operator).await;
    let ada = cookie(&running, "ada", Role::Administrator).await;
    for (path, expected) in [
        ("/inbox", [303, 200, 200]),
        ("/preferences", [303, 200, 200]),
        ("/preferences/password", [303, 200, 200]),
        ("/preferences/second-factor", [303, 200, 200]),
        ("/preferences/sessions", [303, 200, 200]),
        ("/channels", [303, 200, 200]),
        ("/sessions", [303, 200, 200]),
        ("/sessions/looking-for-help", [303, 200, 200]),
        ("/sessions/none", [303, 200, 200]),
        ("/sessions/tickets", [303, 200, 200]),
        ("/sessions/tickets/1", [303, 200, 200]),
        ("/sessions/visitors", [303, 200, 200]),
        ("/sessions/contacts", [303, 200, 200]),
        ("/sessions/contacts/1", [303, 200, 200]),
        ("/sessions/leads", [303, 200, 200]),
        ("/sessions/leads/1", [303, 200, 200]),
        ("/configuration/expertise", [303, 200, 200]),
        ("/configuration/tags", [303, 200, 200]),
        ("/configuration/canned", [303, 200, 200]),
        ("/configuration/chatbots", [303, 403, 200]),
        ("/configuration/chatbots/new", [303, 403, 200]),
        ("/users", [303, 403, 200]),
        ("/users/groups", [303, 403, 200]),
        ("/settings", [303, 403, 200]),
        ("/settings/conversations", [303, 403, 200]),
        ("/settings/mail", [303, 403, 200]),
        ("/settings/countries", [303, 403, 200]),
        ("/settings/helpdesk", [303, 403, 200]),
        ("/settings/crm", [303, 403, 200]),
        ("/reports", [303, 403, 200]),
        ("/reports/operators", [303, 403, 200]),
        ("/reports/dashboard", [303, 403, 200]),
        ("/reports/ratings", [303, 403, 200]),
        ("/reports?by=moon", [303, 400, 400]),
        ("/reports?from=2026-02-30", [303, 400, 400]),
        ("/invitation/none", [404; 3]),
        ("/reset/none", [404; 3]),
        ("/forgot", [200, 303, 303]),
        ("/sign-in", [200, 303, 303]),
        // Without a password before it there is no second step.
        ("/sign-in/code", [303, 303, 303]),
    ] {
        let line = format!("GET {path}");
        for (cookie, expected) in ["", &mara, &ada].into_iter().zip(expected) {
            let headers = format!("Accept: text/html\r\n{cookie}");
            let status = status(running.address, &line, &headers, "").await;
            assert_eq!(status, expected, "{path} with {cookie}");
        }
    }
    running.stop().await;
}

#[tokio::test]
async fn what_says_nothing_that_there_is_is_told_to_be_wrong() {
    let (running, _folder) = server().await;
    let cookie = cookie(&running, "Ada", Role::Administrator).await;
    let address = running.address;
    let question = |by: &str| {
        json!({
            "question": { "kind": "sessions", "by": [by], "span": "all", "filter": {} },
            "zone": "", "language": ""
        })
    };
    for (body, expected) in [
        (question("day"), 200),
        (question("moon"), 400),
        (json!({ "question": 1 }), 400),
        (json!({}), 400),
    ] {
        let line = "POST /api/reports";
        let answer = status(address, line, &cookie, &body.to_string()).await;
        assert_eq!(answer, expected, "{body}");
    }
    // The same of functions that take forms.
    let answer = status(address, "POST /api/users/change", &cookie, "user=1").await;
    assert_eq!(answer, 400);
    for (path, expected) in [
        ("/sessions?rating=5&view=list", 200),
        ("/sessions?rating=6", 400),
        ("/sessions?from=2026-02-30", 400),
        ("/sessions?view=round", 400),
        ("/reports?rating=6", 400),
    ] {
        let answer = status(address, &format!("GET {path}"), &cookie, "").await;
        assert_eq!(answer, expected, "{path}");
    }
    running.stop().await;
}

#[tokio::test]
async fn no_function_reads_more_than_the_largest_script_takes() {
    let (running, _folder) = server().await;
    let cookie = cookie(&running, "Ada", Role::Administrator).await;
    let line = "POST /api/users/change";
    let longest = 4_000_000;
    let body = format!("user={}", "1".repeat(longest - 5));
    let answer = status(running.address, line, &cookie, &body).await;
    assert_eq!(answer, 400);
    let answer = answered(running.address, line, &cookie, ("", longest + 1)).await;
    assert_eq!(answer, 413);
    running.stop().await;
}
