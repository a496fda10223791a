//! Pages that wait for what they are to show next, and where their visitors are (spec 4).

use crate::ground::Ground;
use domain::channel::Draft;
use domain::country::Country;
use domain::rule::{Action, RuleDraft};
use domain::user::{Preferences, Role};
use futures::future::{Either, select};
use serde_json::Value;
use std::pin::pin;

const CONFIG: &str = "/widget/config?channel=website";

async fn seen(ground: &Ground) -> String {
    let config = ground.get(CONFIG).send().await.json();
    config["seen"].as_str().unwrap().to_owned()
}

/// Renames the channel for the first time.
async fn rename(ground: &Ground) {
    let (ada, _) = ground.user("Ada", Role::Administrator).await;
    let channel = ground.desk().channel_by_key("website").await.unwrap();
    let draft = Draft {
        name: "Harbour".to_owned(),
        ..Draft::from(&channel)
    };
    let saved = ground.desk().save_channel(&ada, channel.id, 0, draft);
    saved.await.unwrap();
}

#[tokio::test]
async fn who_has_seen_an_answer_waits_for_the_next() {
    let ground = Ground::new().await;
    let path = format!("{CONFIG}&seen={}", seen(&ground).await);
    let (answer, ()) = tokio::join!(ground.get(&path).send(), rename(&ground));
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["name"], "Harbour");
    // An old answer is not waited for.
    assert_eq!(ground.get(&path).send().await.json()["name"], "Harbour");
}

#[tokio::test]
async fn the_button_comes_to_a_page_that_waits_with_its_operator() {
    let ground = Ground::new().await;
    let path = format!("{CONFIG}&seen={}", seen(&ground).await);
    let (answer, _mara) = tokio::join!(ground.get(&path).send(), ground.operator("Mara"));
    assert_eq!(answer.json()["button"], "shown");
}

#[tokio::test]
async fn another_name_of_who_would_answer_comes_to_a_page_that_waits() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let path = format!("{CONFIG}&seen={}", seen(&ground).await);
    let chat_name = Preferences {
        chat_name: "Marie".to_owned(),
        ..Preferences::default()
    };
    let renamed = ground
        .desk()
        .save_preferences(&mara.user, "Mara", chat_name);
    let (answer, renamed) = tokio::join!(ground.get(&path).send(), renamed);
    renamed.unwrap();
    assert_eq!(answer.json()["operator"], "Marie");
}

#[tokio::test]
async fn one_address_has_only_so_many_pages_that_wait() {
    let ground = Ground::with(|settings| settings.sockets_per_address = Some("1".to_owned())).await;
    let path = format!("{CONFIG}&seen={}", seen(&ground).await);
    let one = pin!(ground.get(&path).send());
    let other = pin!(ground.get(&path).send());
    let (refused, waiting) = match select(one, other).await {
        Either::Left((answer, rest)) => (answer, Either::Left(rest)),
        Either::Right((answer, rest)) => (answer, Either::Right(rest)),
    };
    assert_eq!(refused.refusal(), (429, "too_many".to_owned()));
    let (answer, ()) = tokio::join!(waiting, rename(&ground));
    assert_eq!(answer.status, 200);
    // Whoever does not wait takes no place.
    assert_eq!(ground.get(CONFIG).send().await.status, 200);
}

#[tokio::test]
async fn a_rule_of_a_country_goes_by_the_address_of_the_visitor() {
    let ground =
        Ground::with(|settings| settings.trusted_proxies = Some("127.0.0.1".to_owned())).await;
    let _mara = ground.operator("Mara").await;
    let (ada, _) = ground.user("Ada", Role::Administrator).await;
    let channel = ground.desk().channel_by_key("website").await.unwrap();
    let rule = RuleDraft {
        action: Action::Hide,
        countries: Country::parse("NL").into_iter().collect(),
        ..RuleDraft::default()
    };
    ground
        .desk()
        .add_rule(&ada, channel.id, rule)
        .await
        .unwrap();
    let button = async |address: &str| -> Value {
        let request = ground.get(CONFIG).header("X-Forwarded-For", address);
        request.send().await.json()["button"].clone()
    };
    assert_eq!(button("193.0.6.139").await, "hidden");
    assert_eq!(button("1.0.16.1").await, "shown");
    assert_eq!(button("10.0.0.1").await, "shown");
}
