//! What those hear who have a conversation open when it is erased.

use crate::ground::Ground;
use domain::settings::TypedConversations;
use domain::time::DAY_MS;
use domain::user::Role;
use serde_json::{Value, json};
use uuid::Uuid;

#[tokio::test]
async fn a_console_drops_an_erased_conversation_and_a_widget_has_none_any_more() {
    let ground = Ground::new().await;
    let (chief, _) = ground.user("Ada", Role::Administrator).await;
    let mut mara = ground.operator("Mara").await;
    let visitor = ground.visitor("Hello").await;
    let (mut widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    let end = json!({ "conversation": visitor.conversation, "client_id": Uuid::now_v7() });
    widget.send(&json!({ "end": end })).await;
    widget.hear_of("accepted").await;
    let typed = TypedConversations {
        kept_days: "1".to_owned(),
        ..TypedConversations::default()
    };
    let saved = ground.desk().save_conversation_settings(&chief, 0, &typed);
    saved.await.unwrap();

    ground.clock.advance(DAY_MS);
    // The server may have been quicker.
    ground.desk().do_due_jobs().await.unwrap();
    loop {
        let events = mara.console.hear_of("events").await;
        let events = events["events"].as_array().unwrap().clone();
        let erased = |event: &Value| event["conversation"]["happening"] == "erased";
        if events.iter().any(erased) {
            break;
        }
    }
    assert_eq!(widget.closed().await, 4404);
    let hello = visitor.hello(&visitor.cursor);
    let poll = ground.post("/widget/poll").bearer(&visitor.token);
    let body = json!({ "conversation": visitor.conversation, "cursor": visitor.cursor });
    let answer = poll.json(&body).send().await;
    assert_eq!(answer.refusal(), (404, "not_found".to_owned()));
    let mut again = ground.bare_widget().await;
    again.send(&hello).await;
    assert_eq!(again.closed().await, 4404);
}
