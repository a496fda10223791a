//! A visitor's first message.

use super::http::{Credential, Http};
use crate::failure::Outcome;
use domain::id::ClientId;
use domain::wire::visitor::{Snapshot, Start, ToVisitor};
use serde::Deserialize;

/// The channel that a new database has.
pub(crate) const CHANNEL: &str = "website";

#[derive(Deserialize)]
struct Minted {
    token: String,
}

/// Asks for a visitor's token.
pub(crate) async fn mint_token(http: &mut Http) -> Outcome<String> {
    let answer = http
        .post(Credential::None, "/widget/token", &serde_json::json!({}))
        .await?;
    Ok(answer.json::<Minted>()?.token)
}

/// What a visitor says first to whoever is there.
pub(crate) fn first_words(client_id: ClientId, text: &str) -> Start {
    Start {
        channel: CHANNEL.to_owned(),
        client_id,
        text: text.to_owned(),
        shown_operator: None,
        page: Some("https://shop.example/".to_owned()),
        language: Some("en".to_owned()),
        time_zone: None,
        chatbot: None,
        choice: None,
    }
}

/// Says the first words, which makes the conversation.
pub(crate) async fn start(http: &mut Http, token: &str, start: &Start) -> Outcome<Snapshot> {
    let answer = http
        .post(Credential::Token(token), "/widget/start", start)
        .await?;
    match answer.json()? {
        ToVisitor::Snapshot(snapshot) => Ok(snapshot),
        other => Err(format!("not a snapshot: {other:?}").into()),
    }
}
