//! The list of sessions as a file: what is in it, and what it refuses.

use crate::ground::Ground;
use domain::limit::SESSIONS_SELECTED;
use domain::report::Column;
use domain::user::Role;
use serde_json::json;
use uuid::Uuid;

/// The pieces of a body that is sent as it is made, put together (RFC 9112, 7.1).
fn whole(body: &str) -> String {
    let mut rest = body;
    let mut whole = String::new();
    while let Some((size, after)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).unwrap();
        whole.push_str(&after[..size]);
        rest = &after[size + 2..];
        if size == 0 {
            break;
        }
    }
    whole
}

#[tokio::test]
async fn every_session_is_a_line_of_the_file_and_nothing_in_it_is_a_formula() {
    let ground = Ground::new().await;
    let _mara = ground.operator("Mara").await;
    let (_, ada) = ground.user("Ada", Role::Administrator).await;
    let visitor = ground.visitor("one").await;
    ground.visitor("two").await;
    let (mut widget, _) = ground.widget(&visitor, &visitor.cursor).await;
    let end = json!({ "conversation": visitor.conversation, "client_id": Uuid::now_v7() });
    widget.send(&json!({ "end": end })).await;
    widget.hear_of("accepted").await;
    let rate =
        json!({ "conversation": visitor.conversation, "face": 1, "comment": "=1+1, \"slow\"" });
    let rated = ground.post("/widget/rate").bearer(&visitor.token);
    assert_eq!(rated.json(&rate).send().await.status, 200);

    let file = async |query: &str| {
        let request = ground.get(&format!("/console/sessions.csv{query}"));
        request.header("Cookie", &ada).send().await
    };
    let all = file("").await;
    assert_eq!(all.status, 200);
    assert_eq!(all.header("content-type"), Some("text/csv; charset=utf-8"));
    let heads = Column::ALL.map(Column::word).join(",");
    let body = whole(&all.body);
    let lines: Vec<&str> = body.split("\r\n").collect();
    assert_eq!(lines[0], format!("\u{feff}{heads}"));
    assert_eq!(lines.len(), 4, "{body}");
    let some = file("?rating=any&columns=rating,comment,channel").await;
    assert_eq!(
        whole(&some.body),
        "\u{feff}rating,comment,channel\r\n1,\"'=1+1, \"\"slow\"\"\",Website\r\n"
    );
    for wrong in ["?since=x", "?since=1.5", "?sort=name"] {
        assert_eq!(
            file(wrong).await.refusal(),
            (400, "malformed".to_owned()),
            "{wrong}"
        );
    }
    let columns = Column::ALL.map(Column::word);
    for (wrong, field, allowed) in [
        ("?rating=6", "rating", &["any", "5", "3", "1", "none"][..]),
        (
            "?outcome=great",
            "outcome",
            &[
                "success",
                "escalated",
                "no_answer",
                "no_one_available",
                "none",
            ],
        ),
        ("?columns=password", "columns", &columns),
        ("?columns=", "columns", &columns),
        ("?channel=1", "channel", &[]),
        ("?conversations=", "conversations", &[]),
        ("?conversations=1", "conversations", &[]),
    ] {
        let answer = file(wrong).await;
        let told = json!({ "unknown": { "field": field, "allowed": allowed } });
        assert_eq!((answer.status, answer.json()), (400, told), "{wrong}");
    }
    let all_twice = [heads.as_str(), heads.as_str()].join(",");
    assert_eq!(file(&format!("?columns={all_twice}")).await.status, 400);

    let ids = |count: usize| {
        let ids = (0..count).map(|_| Uuid::now_v7().to_string());
        ids.collect::<Vec<_>>().join(",")
    };
    let most = file(&format!("?conversations={}", ids(SESSIONS_SELECTED))).await;
    assert_eq!(most.status, 200);
    let told = SESSIONS_SELECTED.to_string();
    assert_eq!(most.header("porchlight-sessions"), Some(told.as_str()));
    let more = file(&format!("?conversations={}", ids(SESSIONS_SELECTED + 1))).await;
    assert_eq!(more.status, 400);
}

#[tokio::test]
async fn how_far_a_workbook_has_come_is_told_before_it_to_who_wants_to_know() {
    let ground = Ground::new().await;
    let _mara = ground.operator("Mara").await;
    let (_, ada) = ground.user("Ada", Role::Administrator).await;
    ground.visitor("one").await;
    let file = async |query: &str| {
        let request = ground.get(&format!("/console/sessions.xlsx?columns=visitor{query}"));
        request.header("Cookie", &ada).send().await
    };
    let told = file("&foreword=true").await;
    // As it is sent: the bytes of a piece, counted, then the piece.
    assert!(told.body.starts_with("2\r\n1\n\r\n2\r\n1\n\r\n"));
    assert!(told.body.contains("\r\n\nPK"), "then the file");
    let alone = file("").await;
    let (_, alone) = alone.body.split_once("\r\n").unwrap();
    assert!(alone.starts_with("PK"));
    assert_eq!(file("&foreword=perhaps").await.status, 400);
}

#[tokio::test]
async fn a_report_is_a_file_and_what_it_cannot_mean_is_told_with_what_it_can() {
    let ground = Ground::new().await;
    let _mara = ground.operator("Mara").await;
    let (_, ada) = ground.user("Ada", Role::Administrator).await;
    ground.visitor("one").await;
    ground.visitor("two").await;
    let file = async |path: &str| {
        let request = ground.get(&format!("/console/reports/{path}"));
        let request = request.header("Cookie", &format!("{ada}; zone=Europe/Paris"));
        request.send().await
    };
    let report =
        file("sessions.csv?by=day&then=channel&measure=count&measure=speakers&span=all").await;
    assert_eq!(
        (report.status, report.header("content-type")),
        (200, Some("text/csv; charset=utf-8"))
    );
    assert_eq!(
        report.body,
        "\u{feff}day,channel,count,speakers\r\n2027-01-15,Website,2.000,1.000\r\n"
    );
    for (fields, name, allowed) in [
        ("by=moon", "by", 18),
        ("measure=likes", "measure", 18),
        ("from=2026-02-30", "from", 1),
        ("rating=5.5", "rating", 5),
    ] {
        let refused = file(&format!("sessions.csv?{fields}")).await;
        assert_eq!(refused.status, 400, "{fields}");
        let unknown = &refused.json()["unknown"];
        assert_eq!(unknown["field"], name, "{fields}");
        assert_eq!(
            unknown["allowed"].as_array().unwrap().len(),
            allowed,
            "{fields}"
        );
    }
    assert_eq!(file("nothing.csv").await.status, 404);
    assert_eq!(file("sessions").await.status, 404);
}
