//! What widgets ask for over HTTP.

use super::body::{Bearer, Sent};
use super::origin::Origin;
use super::places::Caller;
use super::{Client, Edge, Rejection};
use crate::auth::visitor_token;
use crate::desk::{Desk, Page};
use crate::error::Error;
use crate::live::{Peer, Scope, VisitorPeer, timed, until_another};
use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::channel::Channel;
use domain::id::{ChannelId, PublicConversationId};
use domain::limit;
use domain::time::DAY_MS;
use domain::widget_language::WidgetLanguage;
use domain::wire::Refusal;
use domain::wire::visitor::{self, FromVisitor, ToVisitor, WidgetConfig};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How long a token may stay unused.
const UNUSED_TOKEN_MS: i64 = DAY_MS;

/// On which page the widget is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    channel: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    url: String,
    /// What was answered before: the answer waits until there is another.
    seen: Option<String>,
}

/// What a widget needs to know, and where its window is served.
#[derive(Serialize)]
pub(super) struct Config {
    #[serde(flatten)]
    shown: WidgetConfig,
    /// The address on this server, in the language of the texts.
    window: String,
    /// What the button needs before that.
    labels: Labels,
    /// What to ask by for the next one.
    seen: String,
}

/// What a button and a bubble are called.
#[derive(Serialize)]
struct Labels {
    chat: &'static str,
    close: &'static str,
}

/// An empty object.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// A new token.
#[derive(Serialize)]
pub(super) struct Token {
    token: String,
}

/// What a widget needs before anything is said; nothing of the visitor is stored. Who has seen an answer waits here for another.
pub(super) async fn config(
    State(edge): State<Edge>,
    origin: Origin,
    client: Client,
    wanted: Result<Query<Wanted>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Rejection> {
    let Query(wanted) = wanted.map_err(|_| Refusal::Malformed)?;
    let desk = edge.desk();
    let channel = desk.channel_by_key(&wanted.channel).await?;
    origin.may_use(&channel)?;
    let Some(seen) = &wanted.seen else {
        if let Origin::Page(origin) = origin {
            note(edge.desk().clone(), channel.id, origin);
        }
        return Ok(Json(shown(&edge, channel.id, (&wanted, client)).await?).into_response());
    };
    let most = edge.limits().sockets_per_address;
    let _place = edge.places().take(Caller::Watcher(client.owned()), most)?;
    let subscription = edge.hub().subscribe(Scope::Channel(channel.id));
    let another = until_another(subscription, edge.stopping(), || async {
        let config = shown(&edge, channel.id, (&wanted, client)).await?;
        Ok((config.seen != *seen).then_some(config))
    });
    Ok(match another.await? {
        Some(config) => Json(config).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}

/// Notes where the widget is, apart from the answer: a page's button must not wait for a disk.
fn note(desk: Desk, channel: ChannelId, origin: String) {
    tokio::spawn(async move {
        if let Err(error) = desk.widget_seen(channel, &origin).await {
            tracing::warn!(%error, "where a widget was seen cannot be noted");
        }
    });
}

async fn shown(
    edge: &Edge,
    channel: ChannelId,
    (wanted, client): (&Wanted, Client),
) -> Result<Config, Error> {
    let page = Page {
        address: start_of(&wanted.url, limit::PAGE_CHARACTERS),
        language: &wanted.language,
        country: edge.country(client),
    };
    let config = edge.desk().widget_config(channel, page).await?;
    let window = crate::assets::path(&format!("window.{}.js", config.language));
    // Who would answer is chosen by chance among equals, and is no news.
    let lasting = WidgetConfig {
        operator: None,
        picture: None,
        ..config.clone()
    };
    let seen = URL_SAFE_NO_PAD.encode(&Sha256::digest(serde_json::to_vec(&lasting)?)[..SEEN_BYTES]);
    let WidgetLanguage { chat, close, .. } = *WidgetLanguage::of_tag(&config.language);
    Ok(Config {
        shown: config,
        window,
        labels: Labels { chat, close },
        seen,
    })
}

/// Bytes by which answers are told apart.
const SEEN_BYTES: usize = 9;

/// The first characters of a text.
fn start_of(text: &str, characters: usize) -> &str {
    let end = text.char_indices().nth(characters);
    end.map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

/// A new token; nothing is stored.
pub(super) async fn token(
    State(edge): State<Edge>,
    Sent(Nothing {}): Sent<Nothing>,
) -> Json<Token> {
    let token = visitor_token::mint(&edge.desk().secret(), edge.desk().now());
    Json(Token { token })
}

/// The first message.
pub(super) async fn start(
    State(edge): State<Edge>,
    origin: Origin,
    client: Client,
    bearer: Bearer,
    Sent(start): Sent<visitor::Start>,
) -> Result<Json<ToVisitor>, Rejection> {
    let client_id = Some(start.client_id);
    let refused = |error: Error| Rejection::of(client_id, &error);
    let refused_by = |refusal: Refusal| Rejection::of(client_id, &Error::Refused(refusal));
    let channel = edge
        .desk()
        .channel_by_key(&start.channel)
        .await
        .map_err(refused)?;
    origin.may_use(&channel).map_err(refused_by)?;
    edge.places().start(client).map_err(refused_by)?;
    fresh(&edge, &bearer, &channel).await.map_err(refused)?;
    let snapshot = edge
        .desk()
        .start(bearer.hash(), start, edge.country(client))
        .await;
    snapshot
        .map(|snapshot| Json(ToVisitor::Snapshot(snapshot)))
        .map_err(refused)
}

/// A message for when somebody is there again.
pub(super) async fn leave_message(
    State(edge): State<Edge>,
    origin: Origin,
    client: Client,
    bearer: Bearer,
    Sent(message): Sent<visitor::LeftMessage>,
) -> Result<StatusCode, Rejection> {
    let desk = edge.desk();
    let channel = desk.channel_by_key(&message.channel).await?;
    origin.may_use(&channel)?;
    edge.places().start(client)?;
    fresh(&edge, &bearer, &channel).await?;
    let country = edge.country(client);
    desk.leave_message(bearer.hash(), message, country).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A token that was not used within a day is forgotten; one that was lives by the desk's rules.
async fn fresh(edge: &Edge, bearer: &Bearer, channel: &Channel) -> Result<(), Error> {
    let desk = edge.desk();
    let is_old = desk.now().since(bearer.minted_at()) > UNUSED_TOKEN_MS;
    if is_old && !desk.has_visitor(bearer.hash(), channel).await? {
        return Err(Error::Refused(Refusal::Unauthorized));
    }
    Ok(())
}

/// One frame, answered by one frame or by nothing.
pub(super) async fn frame(
    State(edge): State<Edge>,
    origin: Origin,
    bearer: Bearer,
    Sent(frame): Sent<FromVisitor>,
) -> Result<Response, Rejection> {
    let client_id = VisitorPeer::client_id(&frame);
    let refused = |error: Error| Rejection::of(client_id, &error);
    let conversation = conversation_of(&frame).ok_or(Refusal::Malformed)?;
    allowed(&edge, &origin, &bearer, conversation)
        .await
        .map_err(refused)?;
    let accepted = timed(edge.desk().visitor_frame(bearer.hash(), frame))
        .await
        .map_err(refused)?;
    Ok(match accepted {
        Some(accepted) => Json(ToVisitor::Accepted(accepted)).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}

/// News, as soon as there are any.
pub(super) async fn poll(
    State(edge): State<Edge>,
    origin: Origin,
    client: Client,
    bearer: Bearer,
    Sent(poll): Sent<visitor::Poll>,
) -> Result<Response, Rejection> {
    let most = edge.limits().sockets_per_address;
    let _place = edge.places().take(Caller::Address(client.owned()), most)?;
    allowed(&edge, &origin, &bearer, poll.conversation).await?;
    let (desk, token) = (edge.desk().clone(), bearer.hash());
    let conversation = desk.visitor_conversation(token, poll.conversation).await?;
    let subscription = edge.hub().subscribe(Scope::Conversation(conversation));
    let peer = VisitorPeer::new(desk, token, poll.conversation, poll.cursor);
    let frames = crate::live::poll(peer, subscription, edge.stopping()).await?;
    Ok(super::console::array(&frames))
}

/// Older messages than the widget has.
pub(super) async fn older(
    State(edge): State<Edge>,
    origin: Origin,
    bearer: Bearer,
    Sent(older): Sent<visitor::Older>,
) -> Result<Json<visitor::OlderAnswer>, Rejection> {
    allowed(&edge, &origin, &bearer, older.conversation).await?;
    Ok(Json(edge.desk().visitor_older(bearer.hash(), older).await?))
}

/// Whether the page may talk to the conversation's channel.
pub(super) async fn allowed(
    edge: &Edge,
    origin: &Origin,
    bearer: &Bearer,
    conversation: PublicConversationId,
) -> Result<(), Error> {
    let channel = edge
        .desk()
        .visitor_channel(bearer.hash(), conversation)
        .await?;
    origin.may_use(&channel).map_err(Error::Refused)
}

fn conversation_of(frame: &FromVisitor) -> Option<PublicConversationId> {
    match frame {
        FromVisitor::Hello(_) => None,
        FromVisitor::Say(say) => Some(say.conversation),
        FromVisitor::Edit(edit) => Some(edit.conversation),
        FromVisitor::Delete(delete) => Some(delete.conversation),
        FromVisitor::Typing(typing) => Some(typing.conversation),
        FromVisitor::Seen(seen) => Some(seen.conversation),
        FromVisitor::Restart(restart) => Some(restart.conversation),
        FromVisitor::End(end) => Some(end.conversation),
        FromVisitor::Pages(pages) => Some(pages.conversation),
    }
}

#[cfg(test)]
mod tests {
    use domain::widget_language::WIDGET_LANGUAGES;
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::Path;

    /// The names of what lies in a folder.
    fn names(folder: &Path) -> BTreeSet<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn every_language_and_no_other_has_a_file_in_each_folder_of_words() {
        let texts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../widget/texts");
        let expected: BTreeSet<_> = WIDGET_LANGUAGES
            .iter()
            .map(|language| format!("{}.json", language.tag))
            .collect();
        let is_folder = |name: &String| texts.join(name).is_dir();
        let (folders, files): (BTreeSet<_>, BTreeSet<_>) =
            names(&texts).into_iter().partition(is_folder);
        assert_eq!(files, expected);
        assert!(!folders.is_empty());
        for folder in folders {
            assert_eq!(names(&texts.join(&folder)), expected, "{folder}");
        }
    }

    #[test]
    fn the_button_is_called_the_same_before_the_window_has_come_and_after() {
        let texts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../widget/texts");
        for language in &WIDGET_LANGUAGES {
            let file = texts.join(language.tag).with_extension("json");
            let words = fs::read_to_string(file).unwrap();
            let words: BTreeMap<String, String> = serde_json::from_str(&words).unwrap();
            assert_eq!(words["chat"], language.chat, "{}", language.tag);
            assert_eq!(words["close"], language.close, "{}", language.tag);
        }
    }
}
