//! Every route for every kind of caller: what is not allowed here is refused.

use crate::client::{Answer, Request};
use crate::ground::{Ground, Visitor, start_frame};
use domain::id::{ChannelId, ConversationId, ExpertiseId};
use domain::user::Role;
use serde_json::{Value, json};
use uuid::Uuid;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Caller {
    Anonymous,
    Visitor,
    Operator,
    Administrator,
}

const CALLERS: [Caller; 4] = [
    Caller::Anonymous,
    Caller::Visitor,
    Caller::Operator,
    Caller::Administrator,
];

/// What one route answers, by caller as in [`CALLERS`].
struct Row {
    method: &'static str,
    path: String,
    body: Value,
    expected: [u16; 4],
}

fn row(method: &'static str, path: &str, body: Value, expected: [u16; 4]) -> Row {
    Row {
        method,
        path: path.to_owned(),
        body,
        expected,
    }
}

/// A conversation to be taken along, as text and as a page.
fn transcripts(conversation: ConversationId) -> [Row; 2] {
    ["txt", "html"].map(|kind| {
        let path = format!("/console/conversations/{conversation}/transcript.{kind}");
        row("GET", &path, Value::Null, [401, 401, 200, 200])
    })
}

/// Files of conversations. The one that is sent here has a name that is not taken, and the one that is asked for is none.
fn files(conversation: ConversationId, visitor: &Visitor) -> [Row; 4] {
    let nobody = "00000000-0000-0000-0000-000000000000";
    let about = format!("client_id={nobody}&name=a.svg");
    let theirs = format!("conversation={}", visitor.conversation);
    let sent = || json!({ "a": "file" });
    [
        row(
            "POST",
            &format!("/console/conversations/{conversation}/files?{about}"),
            sent(),
            [401, 401, 415, 415],
        ),
        row(
            "GET",
            &format!("/console/files/{nobody}"),
            Value::Null,
            [401, 401, 404, 404],
        ),
        row(
            "POST",
            &format!("/widget/files?{theirs}&{about}"),
            sent(),
            [401, 415, 401, 401],
        ),
        row(
            "GET",
            &format!("/widget/files/{nobody}?{theirs}"),
            Value::Null,
            [401, 404, 401, 401],
        ),
    ]
}

/// What answers everybody alike; what the forms do that are sent here, `letters.rs` tells.
fn alike_for_all() -> [Row; 18] {
    let link = json!({ "channel": "website", "link": "none" });
    let form = |path| row("POST", path, json!({}), [400; 4]);
    let machine = |path| row("GET", path, Value::Null, [200; 4]);
    [
        form("/invitation"),
        form("/reset"),
        form("/forgot"),
        machine("/healthz"),
        machine("/readyz"),
        machine("/metrics"),
        row("GET", "/chat/nowhere", Value::Null, [404; 4]),
        row("GET", "/chat/nowhere/resume", Value::Null, [404; 4]),
        row("GET", "/chat/website/resume", Value::Null, [200; 4]),
        row("POST", "/widget/resume", link, [404; 4]),
        row("GET", "/files/none", Value::Null, [404; 4]),
        row("GET", "/letters/none", Value::Null, [404; 4]),
        row("POST", "/letters/none", json!({}), [404; 4]),
        row("GET", "/assets/nothing.js", Value::Null, [404; 4]),
        machine("/manifest.webmanifest"),
        machine("/service-worker.js"),
        row("GET", "/", Value::Null, [303; 4]),
        row("GET", "/setup", Value::Null, [303; 4]),
    ]
}

fn left_message() -> Value {
    json!({
        "channel": "website", "client_id": Uuid::now_v7(), "name": "", "email": "a@example.org", "text": "Hello",
        "page": null, "language": null,
    })
}

#[tokio::test]
async fn every_route_answers_each_caller_as_the_table_says() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let (ada, administrator) = ground.user("Ada", Role::Administrator).await;
    let expertises = ground.desk().add_expertise(&ada, "Billing").await.unwrap();
    let visitor = ground.visitor("one").await;
    let row_of_mara = ground.desk().console_snapshot(&mara.user).await.unwrap();
    let conversation = row_of_mara.inbox.rows[0].conversation.id;
    let theirs = &visitor.conversation;
    let say = json!({ "say": { "conversation": conversation, "client_id": Uuid::now_v7(), "text": "a" } });
    let nothing = || Value::Null;
    let signed_in = [401, 401, 200, 200];
    let page = [303, 303, 200, 200];
    let open = [200, 200, 200, 200];
    let by_token = [401, 200, 401, 401];
    let messages = format!("/console/conversations/{conversation}/messages?before=9");
    let table = [
        row("GET", "/widget/config?channel=website", nothing(), open),
        row("POST", "/widget/token", json!({}), open),
        row("POST", "/widget/start", start_frame("again"), by_token),
        // The channel takes none; what is left where one does, the stories tell.
        row(
            "POST",
            "/widget/message",
            left_message(),
            [401, 503, 401, 401],
        ),
        row("POST", "/widget/frame", visitor.say("two"), by_token),
        row("GET", "/chat/website", nothing(), open),
        row("GET", "/embed/website", nothing(), open),
        row("GET", "/sign-in", nothing(), [200, 200, 303, 303]),
        row("GET", "/sign-in/code", nothing(), [303; 4]),
        row("POST", "/sign-in/code", json!({}), [400; 4]),
        row("GET", "/forgot", nothing(), [200, 200, 303, 303]),
        row("GET", "/invitation/none", nothing(), open),
        row("GET", "/reset/none", nothing(), open),
        row("GET", "/inbox", nothing(), page),
        row("GET", "/inbox/1", nothing(), page),
        row("GET", "/preferences", nothing(), page),
        row("POST", "/console/frame", say, signed_in),
        row(
            "POST",
            "/console/poll",
            json!({ "console": Uuid::new_v4(), "cursor": null }),
            signed_in,
        ),
        row(
            "GET",
            &format!("/console/inbox?active_at=9&id={conversation}"),
            nothing(),
            signed_in,
        ),
        row("GET", &messages, nothing(), signed_in),
        // Nobody's JSON is a table of countries.
        row(
            "POST",
            "/console/countries?name=a",
            json!({}),
            [401, 401, 403, 422],
        ),
        row("POST", "/api/save", json!({}), signed_in),
        row("GET", "/console/socket", nothing(), [401, 401, 400, 400]),
        row("GET", "/no/such/page", nothing(), [303, 303, 404, 404]),
        row("POST", "/no/such/page", json!({}), [401, 401, 404, 404]),
        row("DELETE", "/inbox", nothing(), [401, 401, 405, 405]),
    ];
    let transcripts = transcripts(conversation);
    let files = files(conversation, &visitor);
    let pictures = pictures(ground.desk().channel_by_key("website").await.unwrap().id);
    let configuration = configuration(expertises[0].id);
    for Row {
        method,
        path,
        body,
        expected,
    } in table
        .iter()
        .chain(&pictures)
        .chain(&transcripts)
        .chain(&files)
        .chain(&configuration)
        .chain(&visitors())
        .chain(&of_a_visitor(theirs))
        .chain(&alike_for_all())
    {
        for (caller, expected) in CALLERS.into_iter().zip(expected) {
            let request = Request::new(ground.address(), method, path);
            let request = match caller {
                Caller::Anonymous => request,
                Caller::Visitor => request.bearer(&visitor.token),
                Caller::Operator => request.header("Cookie", &mara.cookie),
                Caller::Administrator => request.header("Cookie", &administrator),
            };
            let answer = sent(request, body).await;
            assert_eq!(answer.status, *expected, "{method} {path} as {caller:?}");
        }
    }
}

/// Who is on the site: for operators. Who is asked here has gone.
fn visitors() -> [Row; 2] {
    let asked = json!({ "visit": "00000000-0000-0000-0000-000000000000", "text": "Hello" });
    [
        row("POST", "/api/visitors", json!({}), [401, 401, 200, 200]),
        row("POST", "/api/visitors/ask", asked, [401, 401, 404, 404]),
    ]
}

/// Everybody sees them, users have one of their own, administrators give one to a channel or a chatbot. What is sent here is none.
fn pictures(channel: ChannelId) -> Vec<Row> {
    let nobody = "00000000-0000-0000-0000-000000000000";
    let of_channel = format!("/console/channels/{channel}/picture");
    let of_chatbot = format!("/console/chatbots/{nobody}/picture");
    let sent = || json!({ "a": "picture" });
    vec![
        row("GET", &format!("/pictures/{nobody}"), Value::Null, [404; 4]),
        row("PUT", "/console/picture", sent(), [401, 401, 415, 415]),
        row(
            "DELETE",
            "/console/picture",
            Value::Null,
            [401, 401, 204, 204],
        ),
        row("PUT", &of_channel, sent(), [401, 401, 403, 415]),
        row("DELETE", &of_channel, Value::Null, [401, 401, 403, 204]),
        row("PUT", &of_chatbot, sent(), [401, 401, 403, 415]),
        row("DELETE", &of_chatbot, Value::Null, [401, 401, 403, 404]),
    ]
}

/// What is about one conversation: its visitor's alone. It goes on still, so it can neither be rated nor taken along.
fn of_a_visitor(conversation: &str) -> [Row; 6] {
    let by_token = [401, 200, 401, 401];
    let poll = json!({ "conversation": conversation, "cursor": null });
    let older = json!({ "conversation": conversation, "before": 9 });
    let asked = json!({ "conversation": conversation });
    let said = json!({ "conversation": conversation, "face": 5, "comment": "" });
    let copy = json!({ "conversation": conversation, "email": "ada@example.org" });
    let once_over = [401, 409, 401, 401];
    [
        row("POST", "/widget/poll", poll, by_token),
        row("POST", "/widget/older", older, by_token),
        row("POST", "/widget/rate", said, once_over),
        row("POST", "/widget/copy", copy, once_over),
        row("POST", "/widget/transcript", asked.clone(), once_over),
        row("POST", "/widget/rating", asked, by_token),
    ]
}

/// What holds for all channels: operators read it, administrators change it (spec 2.5).
fn configuration(billing: ExpertiseId) -> Vec<Row> {
    let page = [303, 303, 200, 200];
    let read = [401, 401, 200, 200];
    let changed = [401, 401, 403, 200];
    let rename = json!({ "id": billing, "was": "Billing", "new_name": "Invoices" });
    let delete = json!({ "id": billing });
    let export = "/console/sessions.csv";
    let workbook = "/console/sessions.xlsx";
    let publish = "/console/livechat/website";
    // Forms alone are taken here; what they do, `rating_pages.rs` tells.
    let formless = [401, 401, 400, 400];
    vec![
        row("POST", publish, json!({}), formless),
        row("POST", "/console/livechat", json!({}), formless),
        row("GET", "/livechat", Value::Null, [200; 4]),
        row(
            "GET",
            "/livechat/website",
            Value::Null,
            [404, 404, 404, 200],
        ),
        row("GET", "/livechat/website/embed", Value::Null, [404; 4]),
        row("GET", export, Value::Null, [401, 401, 403, 200]),
        row("GET", workbook, Value::Null, [401, 401, 403, 200]),
        row("GET", "/exports/nothing.csv", Value::Null, [404; 4]),
        row(
            "GET",
            "/console/reports/sessions.csv",
            Value::Null,
            [401, 401, 403, 200],
        ),
        row("GET", "/configuration", Value::Null, page),
        row("GET", "/configuration/expertise", Value::Null, page),
        row("POST", "/api/expertise", json!({}), read),
        row(
            "POST",
            "/api/expertise/add",
            json!({ "name": "Delivery" }),
            changed,
        ),
        row("POST", "/api/expertise/rename", rename, changed),
        row("POST", "/api/expertise/delete", delete, changed),
    ]
}

async fn sent(request: Request, body: &Value) -> Answer {
    match body {
        Value::Null => request.header("Accept", "text/html").send().await,
        body => request.json(body).send().await,
    }
}

#[tokio::test]
async fn a_conversation_that_does_not_exist_is_not_found() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    for id in [
        Uuid::new_v4().to_string(),
        "1".to_owned(),
        "..%2f".to_owned(),
    ] {
        let path = format!("/console/conversations/{id}/messages?before=9");
        let answer = ground
            .get(&path)
            .header("Cookie", &mara.cookie)
            .send()
            .await;
        assert_eq!(answer.refusal(), (404, "not_found".to_owned()), "{id}");
    }
}
