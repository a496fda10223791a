//! Pictures over HTTP: who may send one, what is taken, and how it is served.

use crate::client::Answer;
use crate::ground::{Ground, Operator};
use domain::limit;
use domain::user::Role;
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use std::io::Cursor;
use uuid::Uuid;

/// A picture of one colour, as a file.
fn picture(red: u8) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let picture = RgbImage::from_pixel(40, 30, Rgb([red, 0, 0]));
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

async fn put(ground: &Ground, cookie: &str, file: Vec<u8>) -> Answer {
    let request = ground.put("/console/picture").header("Cookie", cookie);
    request.bytes(file).send().await
}

/// The id of a picture that was taken.
fn id(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["picture"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_picture_is_served_to_pages_of_any_origin_and_is_nothing_but_a_picture() {
    let ground = Ground::new().await;
    let (_, cookie) = ground.user("Mara", Role::Operator).await;
    let id = id(&put(&ground, &cookie, picture(1)).await);
    let served = ground.get(&format!("/pictures/{id}")).send().await;
    assert_eq!(served.status, 200);
    for (name, expected) in [
        ("content-type", "image/jpeg"),
        ("cache-control", "public, max-age=31536000, immutable"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("x-content-type-options", "nosniff"),
        ("access-control-allow-origin", "*"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("referrer-policy", "no-referrer"),
    ] {
        assert_eq!(served.header(name), Some(expected), "{name}");
    }
}

#[tokio::test]
async fn a_picture_may_have_as_many_bytes_as_the_limit_and_no_more() {
    let ground = Ground::new().await;
    let (_, cookie) = ground.user("Mara", Role::Operator).await;
    let mut file = picture(1);
    file.resize(limit::PICTURE_BYTES, 0);
    assert_eq!(put(&ground, &cookie, file.clone()).await.status, 200);
    file.push(0);
    let refused = put(&ground, &cookie, file).await.refusal();
    assert_eq!(refused, (413, "too_long".to_owned()));
}

#[tokio::test]
async fn what_claims_to_be_a_picture_is_not_believed() {
    let ground = Ground::new().await;
    let (_, cookie) = ground.user("Mara", Role::Operator).await;
    let kept = id(&put(&ground, &cookie, picture(1)).await);
    for file in [
        &b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"[..],
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
        b"",
    ] {
        let request = ground.put("/console/picture").header("Cookie", &cookie);
        let request = request.header("Content-Type", "image/png");
        let refused = request.bytes(file.to_vec()).send().await.refusal();
        assert_eq!(refused, (415, "wrong_type".to_owned()));
    }
    assert_eq!(
        ground.get(&format!("/pictures/{kept}")).send().await.status,
        200
    );
}

#[tokio::test]
async fn a_page_of_another_origin_cannot_change_a_picture() {
    let ground = Ground::new().await;
    let (_, cookie) = ground.user("Mara", Role::Operator).await;
    for method in ["PUT", "DELETE"] {
        let request = crate::client::Request::new(ground.address(), method, "/console/picture");
        let request = request
            .header("Cookie", &cookie)
            .header("Origin", "https://evil.example");
        let refused = request.bytes(picture(1)).send().await.refusal();
        assert_eq!(refused, (403, "foreign_origin".to_owned()), "{method}");
    }
}

#[tokio::test]
async fn a_picture_that_is_not_there_is_not_found() {
    let ground = Ground::new().await;
    for id in [&Uuid::new_v4().to_string(), "1", "..%2fwidget.js", "%00"] {
        let answer = ground.get(&format!("/pictures/{id}")).send().await;
        assert_eq!(answer.refusal(), (404, "not_found".to_owned()), "{id}");
    }
}

#[tokio::test]
async fn a_widget_hears_how_who_comes_looks_and_nothing_else_of_him() {
    let ground = Ground::new().await;
    let mara = ground.operator("Mara").await;
    let visitor = ground.visitor("one").await;
    let (mut widget, first) = ground.widget(&visitor, &Value::Null).await;
    assert_eq!(first["snapshot"]["picture"], Value::Null);
    let conversation = ground.desk().console_snapshot(&mara.user).await.unwrap();
    let conversation = conversation.inbox.rows[0].conversation.id;
    let Operator { mut console, .. } = mara;
    let jonas = ground.operator("Jonas").await;
    let face = id(&put(&ground, &jonas.cookie, picture(1)).await);

    let asks =
        |what: &str| json!({ what: { "conversation": conversation, "client_id": Uuid::now_v7() } });
    // He is the next who is available, and so takes over.
    console.send(&asks("leave")).await;
    let mut joined = widget.hear_of("events").await;
    while joined["picture"] == Value::Null {
        joined = widget.hear_of("events").await;
    }
    assert_eq!(joined["picture"], face);
    let told = joined.to_string();
    assert!(
        !told.contains(&jonas.user.id.to_string()) && !told.contains("jonas@"),
        "{told}"
    );
}
