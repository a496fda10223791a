//! Public pages of ratings: what is on the wire, for whom, and what never is.

use crate::client::Answer;
use crate::ground::{Ground, Visitor};
use domain::limit;
use domain::user::{Preferences, Role};
use serde_json::json;
use uuid::Uuid;

async fn rate(ground: &Ground, visitor: &Visitor, face: u8, comment: &str) {
    let (mut widget, _) = ground.widget(visitor, &visitor.cursor).await;
    let end = json!({ "conversation": visitor.conversation, "client_id": Uuid::now_v7() });
    widget.send(&json!({ "end": end })).await;
    widget.hear_of("accepted").await;
    let rate = json!({ "conversation": visitor.conversation, "face": face, "comment": comment });
    let rated = ground.post("/widget/rate").bearer(&visitor.token);
    assert_eq!(rated.json(&rate).send().await.status, 200);
}

async fn answered(ground: &Ground, user: &domain::user::User, text: &str) -> Visitor {
    let visitor = ground.visitor(text).await;
    let inbox = ground.desk().console_snapshot(user).await.unwrap().inbox;
    let row = inbox
        .rows
        .iter()
        .find(|row| row.conversation.history.writers.is_empty());
    let say = json!({ "say": {
        "conversation": row.unwrap().conversation.id, "client_id": Uuid::now_v7(), "text": "Good morning",
    } });
    let frame = serde_json::from_value(say).unwrap();
    ground.desk().console_frame(user, frame).await.unwrap();
    visitor
}

async fn page(ground: &Ground, path: &str, cookie: Option<&str>) -> Answer {
    let request = ground.get(path).header("Accept", "text/html");
    match cookie {
        Some(cookie) => request.header("Cookie", cookie).send().await,
        None => request.send().await,
    }
}

#[tokio::test]
async fn a_page_is_there_once_it_is_published_and_tells_no_comment_real_name_or_internal_rating() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let preferences = Preferences {
        chat_name: "Mia <from> support".to_owned(),
        ..mara.user.preferences.clone()
    };
    let known = ground
        .desk()
        .save_preferences(&mara.user, "Mara Realname", preferences);
    let known = known.await.unwrap();
    let (ada, cookie) = ground.user("Ada", Role::Administrator).await;
    let visitor = answered(&ground, &known, "one").await;
    rate(&ground, &visitor, 5, "a secret comment").await;
    let hidden = answered(&ground, &known, "two").await;
    rate(&ground, &hidden, 1, "an ugly secret").await;
    let inbox = ground.desk().console_snapshot(&ada).await.unwrap().inbox;
    let bad = inbox.rows.iter().find(|row| {
        let rating = row.conversation.history.rating.as_ref();
        rating.is_some_and(|rating| rating.comment == "an ugly secret")
    });
    let bad = bad.unwrap().conversation.id;
    ground
        .desk()
        .keep_rating_internal(&ada, bad, true)
        .await
        .unwrap();

    let paths = ["/livechat/website", "/livechat/website/embed"];
    for path in paths {
        assert_eq!(page(&ground, path, None).await.status, 404, "{path}");
        assert_eq!(
            page(&ground, path, Some(&mara.cookie)).await.status,
            404,
            "{path}"
        );
    }
    let preview = page(&ground, paths[0], Some(&cookie)).await;
    assert_eq!(preview.status, 200);
    assert!(preview.body.contains("aria-checked=\"false\""));
    assert!(
        !page(&ground, "/livechat", None)
            .await
            .body
            .contains("Website")
    );
    let published = ground.post("/console/livechat/website");
    let published = published
        .header("Cookie", &cookie)
        .form("is_published=true");
    assert_eq!(published.send().await.status, 303);
    assert!(
        page(&ground, "/livechat", None)
            .await
            .body
            .contains("Website")
    );
    for path in paths {
        let public = page(&ground, path, None).await;
        assert_eq!(public.status, 200, "{path}");
        assert!(public.body.contains("100 %"), "{path}");
        assert!(public.body.contains("Mia &lt;from&gt; support"), "{path}");
        let last = public.body.split_once("<ul class=\"last\">").unwrap().1;
        let (last, _) = last.split_once("</ul>").unwrap();
        assert_eq!(last.matches("<li>").count(), 1, "{path}: {last}");
        assert!(last.contains("aria-label=\"Satisfied\""), "{path}: {last}");
        assert!(
            public
                .body
                .contains("<strong>0 %</strong><span>Dissatisfied"),
            "{path}"
        );
        for never in ["secret", "Realname", "<from>", "switch", "<form"] {
            assert!(!public.body.contains(never), "{path}: {never}");
        }
        let policy = public.header("content-security-policy").unwrap();
        let may_be_framed = policy.contains("frame-ancestors *");
        assert_eq!(may_be_framed, path.ends_with("embed"), "{policy}");
    }
    let withdrawn = ground.post("/console/livechat/website");
    let withdrawn = withdrawn
        .header("Cookie", &cookie)
        .form("is_published=false");
    assert_eq!(withdrawn.send().await.status, 303);
    assert_eq!(page(&ground, paths[1], None).await.status, 404);
}

#[tokio::test]
async fn the_pages_are_called_as_an_administrator_says() {
    let ground = Ground::new().await;
    let (_, cookie) = ground.user("Ada", Role::Administrator).await;
    let entitle = async |fields: &str| {
        let request = ground.post("/console/livechat").header("Cookie", &cookie);
        request.form(fields).send().await
    };
    assert!(
        !page(&ground, "/livechat", None)
            .await
            .body
            .contains("<form")
    );
    let most = "é".repeat(limit::NAME_CHARACTERS);
    let answer = entitle(&format!("version=0&title={most}&menu=%3Cb%3E")).await;
    assert_eq!(answer.status, 303);
    let told = page(&ground, "/livechat", None).await.body;
    assert!(told.contains(&format!("<h1>{most}</h1>")));
    let long = entitle(&format!("version=1&title={most}e&menu=kept")).await;
    assert_eq!(long.status, 422);
    assert!(long.body.contains("At most 100 characters."));
    assert!(
        long.body.contains("value=\"kept\""),
        "nothing typed is lost"
    );
    let old = entitle("version=0&title=a&menu=b").await;
    assert_eq!(old.status, 422);
    assert!(old.body.contains("Somebody else has changed this"));
    let still = page(&ground, "/livechat", None).await.body;
    assert!(still.contains(&format!("<h1>{most}</h1>")));
    for nowhere in [
        "/livechat/nowhere",
        "/livechat/nowhere/embed",
        "/livechat/..%2f",
    ] {
        assert_eq!(page(&ground, nowhere, None).await.status, 404, "{nowhere}");
    }
}
