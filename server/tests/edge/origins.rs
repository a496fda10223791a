//! Which pages may talk to the server (spec 16.5).

use crate::ground::{Ground, start_frame};
use crate::socket::Socket;
use serde_json::{Value, json};

const SHOP: &str = "https://shop.example";
const FOREIGN: &str = "https://evil.example";

#[tokio::test]
async fn a_channel_without_a_list_talks_to_any_page_and_tells_it_so() {
    let ground = Ground::new().await;
    let request = ground.get("/widget/config?channel=website&language=fr-CA");
    let answer = request.header("Origin", FOREIGN).send().await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), Some(FOREIGN));
    assert!(answer.headers("vary").contains(&"Origin"));
    assert_eq!(answer.header("access-control-allow-credentials"), None);
    assert_eq!(answer.json()["language"], "fr");
    assert_eq!(
        ground
            .get("/widget/config?channel=website")
            .send()
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn an_answer_is_packed_for_who_takes_it() {
    let ground = Ground::new().await;
    let config = || ground.get("/widget/config?channel=website");
    let plain = config().send().await;
    let packed = config().header("Accept-Encoding", "gzip").send().await;
    assert_eq!(plain.header("content-encoding"), None);
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert!(packed.headers("vary").contains(&"accept-encoding"));
}

#[tokio::test]
async fn a_preflight_is_answered() {
    let ground = Ground::new().await;
    let request = crate::client::Request::new(ground.address(), "OPTIONS", "/widget/frame");
    let answer = request
        .header("Origin", SHOP)
        .header("Access-Control-Request-Method", "POST")
        .header(
            "Access-Control-Request-Headers",
            "authorization,content-type",
        )
        .send()
        .await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("access-control-allow-origin"), Some(SHOP));
    assert_eq!(
        answer.header("access-control-allow-headers"),
        Some("authorization, content-type")
    );
}

#[tokio::test]
async fn a_channel_with_a_list_talks_to_its_pages_and_to_its_own_alone() {
    let ground = Ground::new().await;
    let _mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    ground.allow(&[SHOP]).await;
    let own = format!("http://{}", ground.address());
    let poll = json!({ "conversation": visitor.conversation, "cursor": null });
    let older = json!({ "conversation": visitor.conversation, "before": 9 });
    for (origin, is_allowed) in [
        (Some(SHOP), true),
        (Some(own.as_str()), true),
        (Some(FOREIGN), false),
        (Some("null"), false),
        (None, false),
    ] {
        let from = |request: crate::client::Request| match origin {
            Some(origin) => request.header("Origin", origin),
            None => request,
        };
        let bearer = |path| ground.post(path).bearer(&visitor.token);
        for request in [
            ground.get("/widget/config?channel=website"),
            bearer("/widget/start").json(&start_frame("again")),
            bearer("/widget/frame").json(&visitor.say("hello")),
            bearer("/widget/poll").json(&poll),
            bearer("/widget/older").json(&older),
        ] {
            let answer = from(request).send().await;
            assert_eq!(
                answer.status == 200,
                is_allowed,
                "{origin:?} {}",
                answer.body
            );
            let readable = answer.header("access-control-allow-origin");
            if is_allowed {
                assert_eq!(readable, origin);
            } else {
                assert_eq!(answer.refusal(), (403, "foreign_origin".to_owned()));
                assert_eq!(readable, None, "{origin:?}");
            }
        }
        let headers: Vec<(&str, &str)> = origin
            .map(|origin| ("origin", origin))
            .into_iter()
            .collect();
        let socket = Socket::open(ground.address(), "/widget/socket", &headers).await;
        let mut socket = socket.ok().unwrap();
        socket.send(&visitor.hello(&Value::Null)).await;
        if is_allowed {
            assert!(socket.hear().await["snapshot"].is_object());
        } else {
            assert_eq!(socket.closed().await, 4403, "{origin:?}");
        }
    }
}

#[tokio::test]
async fn only_pages_of_the_list_may_frame_the_chat() {
    let ground = Ground::new().await;
    let policy = |path: &'static str| {
        let request = ground.get(path);
        async move {
            let answer = request.send().await;
            assert_eq!(answer.status, 200);
            answer.header("content-security-policy").unwrap().to_owned()
        }
    };
    for path in ["/embed/website", "/chat/website"] {
        assert!(policy(path).await.contains("frame-ancestors *;"), "{path}");
    }
    ground
        .allow(&[SHOP, "https://x.example; script-src *"])
        .await;
    for path in ["/embed/website", "/chat/website"] {
        let policy = policy(path).await;
        assert!(
            policy.contains("frame-ancestors 'self' https://shop.example;"),
            "{policy}"
        );
        assert!(!policy.contains("x.example"), "{policy}");
    }
}

#[tokio::test]
async fn a_console_socket_opens_for_the_consoles_own_pages_alone() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let open = |headers: Vec<(&'static str, String)>| {
        let address = ground.address();
        async move {
            let headers: Vec<(&str, &str)> = headers
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            Socket::open(address, "/console/socket", &headers)
                .await
                .err()
        }
    };
    let cookie = || ("cookie", mara.cookie.clone());
    let origin = |text: &str| ("origin", text.to_owned());
    let own = format!("http://{}", ground.address());
    assert_eq!(open(vec![cookie(), origin(FOREIGN)]).await, Some(403));
    assert_eq!(open(vec![cookie(), origin("null")]).await, Some(403));
    assert_eq!(open(vec![cookie()]).await, Some(403));
    assert_eq!(open(vec![origin(&own)]).await, Some(401));
    assert_eq!(open(vec![cookie(), origin(&own)]).await, None);
}
