//! Who is on the site, from the requests that wait, and how what an operator asks comes to him (spec 8.10).

use crate::client::Answer;
use crate::ground::{Ground, Operator, start_frame};
use crate::nodes::two_nodes;
use domain::id::VisitId;
use domain::visit::{OnSite, VisitState};
use server::error::Error;
use std::time::Duration;
use tokio::task::JoinHandle;

const ASKED: &str = "Can I help with the prices?";
/// `https://shop.example/prices?token=secret`
const PAGE: &str = "https%3A%2F%2Fshop.example%2Fprices%3Ftoken%3Dsecret";

/// A page's request, which goes on by itself.
fn asks(ground: &Ground, more: &str) -> JoinHandle<Answer> {
    let path = format!("/widget/config?channel=website&language=en&url={PAGE}{more}");
    tokio::spawn(ground.get(&path).send())
}

async fn config(ground: &Ground, more: &str) -> serde_json::Value {
    asks(ground, more).await.unwrap().json()
}

async fn seen(ground: &Ground) -> String {
    config(ground, "").await["seen"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// Who is on the site, once it is as expected.
async fn site_with(ground: &Ground, mara: &Operator, count: usize) -> OnSite {
    loop {
        let site = ground.desk().on_site(&mara.user).await.unwrap();
        if site.visits.count == count {
            return site;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn visit_of(seen: &str) -> VisitId {
    seen.split('.').nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn who_waits_for_news_of_his_page_is_on_the_site() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let seen = seen(&ground).await;
    // Who has only come by is not.
    assert_eq!(site_with(&ground, &mara, 0).await.visits.visits, []);
    let request = asks(&ground, &format!("&seen={seen}&talks=false"));
    let site = site_with(&ground, &mara, 1).await;
    let visit = &site.visits.visits[0];
    assert_eq!(visit.id, visit_of(&seen));
    assert_eq!(visit.page.as_deref(), Some("https://shop.example/prices"));
    assert_eq!(visit.state, VisitState::Reading);
    request.abort();
    // The next page in the same tab is the same visit, and so is a second request.
    let next = config(&ground, &format!("&visit={seen}")).await;
    assert_eq!(next["seen"], seen.as_str());
    let talking = asks(&ground, &format!("&seen={seen}&talks=true"));
    loop {
        let site = site_with(&ground, &mara, 1).await;
        if site.visits.visits[0].state == VisitState::Talking {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    talking.abort();
    loop {
        ground.clock.advance(10_000);
        let site = ground.desk().on_site(&mara.user).await.unwrap();
        if site.visits.count == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn whatever_a_browser_says_of_its_visit_it_is_answered() {
    let ground = Ground::new().await;
    let _mara = ground.operator("Mara").await;
    let long = "a".repeat(5_000);
    for wrong in [
        "",
        "a",
        "a.b",
        "a.b.c",
        "...",
        "%00",
        &long,
        &format!("a.b.{long}"),
    ] {
        for name in ["seen", "visit"] {
            let answer = config(&ground, &format!("&{name}={wrong}")).await;
            assert_eq!(answer["button"], "shown", "{name}={wrong}");
            assert_eq!(answer["invitation"], serde_json::Value::Null);
        }
    }
}

/// Asks a visitor through a node, and answers from a page on another one; what the page was told.
async fn is_asked_and_answers(here: &Ground, there: &Ground) {
    let mara = here.operator("Mara").await;
    while config(there, "").await["operator"] != "Mara" {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let seen = seen(there).await;
    let waiting = asks(there, &format!("&seen={seen}"));
    let site = site_with(here, &mara, 1).await;
    let visit = site.visits.visits[0].id;
    let (desk, user) = (here.desk().clone(), mara.user.clone());
    let asked = tokio::spawn(async move { desk.ask_visitor(&user, visit, ASKED).await });
    let answer = waiting.await.unwrap();
    assert_eq!(answer.status, 200);
    let told = answer.json();
    assert_eq!(told["texts"]["welcome"], ASKED);
    assert_eq!(
        (&told["operator"], &told["button"]),
        (&"Mara".into(), &"notifies".into())
    );
    let carried = told["seen"].as_str().unwrap();
    let held = asks(there, &format!("&seen={carried}"));
    asked.await.unwrap().unwrap();
    let site = site_with(here, &mara, 1).await;
    assert_eq!(site.visits.visits[0].id, visit_of(carried));
    held.abort();
    // The next page of the visitor shows it as well, unless he has a conversation by now.
    let next = config(there, &format!("&visit={carried}&talks=false")).await;
    assert_eq!(next["texts"]["welcome"], ASKED);
    let talking = config(there, &format!("&seen={carried}&talks=true")).await;
    assert_ne!(talking["texts"]["welcome"], ASKED);

    let token = there.token().await;
    let sealed = told["invitation"].as_str().unwrap();
    let start = there.post(&format!("/widget/start?invitation={sealed}"));
    let answer = start.bearer(&token).json(&start_frame("Yes")).send().await;
    let messages = answer.json()["snapshot"]["chat"]["chat"]["messages"].clone();
    let bodies: Vec<_> = messages
        .as_array()
        .unwrap()
        .iter()
        .map(|message| &message["body"])
        .collect();
    assert_eq!(bodies[1]["text"], ASKED, "{bodies:?}");
    assert_eq!(bodies[2]["text"], "Yes");
}

#[tokio::test]
async fn who_is_asked_sees_it_at_once_and_his_answer_begins_with_it() {
    let ground = Ground::new().await;
    is_asked_and_answers(&ground, &ground).await;
}

#[tokio::test]
async fn a_visitor_on_another_node_is_listed_and_asked() {
    let Some((_nats, first, second)) = two_nodes().await else {
        return;
    };
    is_asked_and_answers(&first, &second).await;
}

#[tokio::test]
async fn whose_browser_does_not_take_it_has_gone() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let seen = seen(&ground).await;
    let request = asks(&ground, &format!("&seen={seen}"));
    let visit = site_with(&ground, &mara, 1).await.visits.visits[0].id;
    request.abort();
    let asked = ground.desk().ask_visitor(&mara.user, visit, ASKED).await;
    assert!(matches!(asked, Err(Error::NotFound)), "{asked:?}");
}
