//! Headers on every page, requests that other sites make a browser send, and what must not be seen.

use crate::ground::Ground;
use serde_json::{Value, json};

const FOREIGN: &str = "https://evil.example";

#[tokio::test]
async fn every_page_of_the_console_says_what_it_may_do() {
    let ground =
        Ground::with(|settings| settings.public_url = Some("https://chat.example".to_owned()))
            .await;
    let mara = ground.user("Mara", domain::user::Role::Operator).await.1;
    let cookie = mara.replace("session=", "__Host-session=");
    let mut nonces = Vec::new();
    for path in [
        "/inbox",
        "/inbox/1",
        "/preferences",
        "/sign-in",
        "/no/such/page",
    ] {
        let answer = ground.get(path).header("Cookie", &cookie).send().await;
        let header = |name: &str| {
            answer
                .header(name)
                .unwrap_or_else(|| panic!("{path} {name}"))
                .to_owned()
        };
        let policy = header("content-security-policy");
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .unwrap()
            .split('\'')
            .next()
            .unwrap()
            .to_owned();
        assert!(nonce.len() >= 22, "{policy}");
        nonces.push(nonce);
        for part in [
            "default-src 'none'",
            "'strict-dynamic' 'wasm-unsafe-eval'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
            "connect-src 'self' wss://chat.example",
            "worker-src 'self'",
        ] {
            assert!(policy.contains(part), "{path}: {part}");
        }
        assert!(!policy.contains("unsafe-inline"), "{policy}");
        assert_eq!(header("x-frame-options"), "DENY");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "same-origin");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(header("strict-transport-security"), "max-age=31536000");
        assert_eq!(header("cache-control"), "no-store");
        assert!(header("permissions-policy").contains("microphone=()"));
        assert!(!header("x-request-id").is_empty());
    }
    nonces.dedup();
    assert_eq!(nonces.len(), 5, "a nonce is used once");
}

#[tokio::test]
async fn the_service_worker_is_looked_for_anew_and_may_fetch_nothing() {
    let ground = Ground::new().await;
    let answer = ground.get("/service-worker.js").send().await;
    assert_eq!(answer.status, 200);
    let kind = "text/javascript; charset=utf-8";
    assert_eq!(answer.header("content-type"), Some(kind));
    assert_eq!(answer.header("cache-control"), Some("no-cache"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    assert!(!answer.body.contains("addEventListener('fetch'"));
}

#[tokio::test]
async fn browsers_can_install_the_console() {
    let ground = Ground::new().await;
    let answer = ground.get("/manifest.webmanifest").send().await;
    assert_eq!(answer.status, 200);
    let kind = "application/manifest+json";
    assert_eq!(answer.header("content-type"), Some(kind));
    let told: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(told["start_url"], "/inbox");
    assert_eq!(told["display"], "standalone");
    assert_eq!(told["icons"][0]["type"], "image/png");
}

#[tokio::test]
async fn chat_pages_and_data_tell_nobody_where_they_were_read() {
    let ground = Ground::new().await;
    for path in [
        "/chat/website",
        "/embed/website",
        "/chat/nowhere",
        "/widget/config?channel=website",
        "/healthz",
    ] {
        let answer = ground.get(path).send().await;
        assert_eq!(
            answer.header("referrer-policy"),
            Some("no-referrer"),
            "{path}"
        );
        assert_eq!(
            answer.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
        assert!(answer.header("content-security-policy").is_some(), "{path}");
        assert_eq!(answer.header("strict-transport-security"), None, "{path}");
    }
    let page = ground.get("/chat/website").send().await;
    let nonce = page
        .header("content-security-policy")
        .unwrap()
        .split("'nonce-")
        .nth(1)
        .unwrap();
    let nonce = nonce.split('\'').next().unwrap();
    assert!(page.body.contains(&format!(
        "nonce=\"{nonce}\" src=\"/widget.js\" data-channel=\"website\" data-mode=\"page\""
    )));
    assert!(page.body.contains("<title>Website</title>"));
}

#[tokio::test]
async fn another_site_cannot_make_a_signed_in_browser_do_anything() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    for path in [
        "/sign-in",
        "/sign-out",
        "/setup",
        "/console/frame",
        "/console/poll",
        "/api/save",
    ] {
        for (name, value) in [
            ("Origin", FOREIGN),
            ("Origin", "null"),
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Site", "same-site"),
        ] {
            let request = ground
                .post(path)
                .header("Cookie", &mara.cookie)
                .header(name, value);
            let answer = request.json(&json!({})).send().await;
            assert_eq!(
                answer.refusal(),
                (403, "foreign_origin".to_owned()),
                "{path} {name}: {value}"
            );
            assert_eq!(answer.header("set-cookie"), None);
        }
    }
    let own = format!("http://{}", ground.address());
    let request = ground
        .post("/api/save")
        .header("Cookie", &mara.cookie)
        .header("Origin", &own);
    assert_eq!(request.send().await.status, 200);
}

#[tokio::test]
async fn a_handler_that_panics_takes_nobody_with_it() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let answer = ground
        .get("/panic")
        .header("Cookie", &mara.cookie)
        .send()
        .await;
    assert_eq!(answer.refusal(), (503, "unavailable".to_owned()));
    assert_eq!(ground.get("/readyz").send().await.status, 200);
}

#[tokio::test]
async fn figures_are_for_this_machine_and_not_for_who_comes_through_a_proxy() {
    let ground = Ground::new().await;
    let answer = ground.get("/metrics").send().await;
    assert_eq!(answer.status, 200);
    let forwarded = ground
        .get("/metrics")
        .header("X-Forwarded-For", "203.0.113.9");
    assert_eq!(forwarded.send().await.status, 404);
}

#[tokio::test]
async fn an_address_cannot_hide_behind_a_header_that_no_trusted_proxy_wrote() {
    let ground = Ground::with(|settings| settings.starts_per_minute = Some("1".to_owned())).await;
    let _mara = ground.operator("Mara").await;
    let token = ground.token().await;
    let mut statuses = Vec::new();
    for address in ["203.0.113.1", "203.0.113.2"] {
        let request = ground.post("/widget/start").bearer(&token);
        let request = request.header("X-Forwarded-For", address);
        let answer = request
            .json(&crate::ground::start_frame("hello"))
            .send()
            .await;
        statuses.push(answer.status);
    }
    assert_eq!(statuses, [200, 429]);
}
