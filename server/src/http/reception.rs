//! What a page with the widget on it asks before anything is said, and waits for (spec 4, 6.3, 8.10).

use super::origin::Origin;
use super::places::Caller;
use super::seen::Seen;
use super::{Client, Edge, Rejection};
use crate::desk::{Desk, Page, PageReader};
use crate::error::Error;
use crate::live::{Scope, until_another};
use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::{ChannelId, VisitId};
use domain::limit;
use domain::visit::VisitState;
use domain::widget_language::WidgetLanguage;
use domain::wire::Refusal;
use domain::wire::visitor::WidgetConfig;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

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
    /// What was answered on the page before.
    visit: Option<String>,
    /// Whether there is a conversation in this browser.
    #[serde(default)]
    talks: bool,
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
    let asked = Asked::of(desk, &wanted, client, channel.id);
    if wanted.seen.is_none()
        && let Origin::Page(origin) = origin
    {
        note(desk.clone(), channel.id, origin);
    }
    if wanted.seen.is_none() {
        return Ok(Json(first(&asked.answer(&edge).await?)?).into_response());
    }
    if !asked.waits() {
        return Ok(Json(asked.answer(&edge).await?).into_response());
    }
    let most = edge.limits().sockets_per_address;
    let _place = edge.places().take(Caller::Watcher(client.owned()), most)?;
    Ok(match asked.another(&edge).await? {
        Some(config) => Json(config).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}

/// The answer for a widget that knows nothing yet: what is not said there is nothing, too, and every page waits for each byte.
fn first(config: &Config) -> Result<Value, Error> {
    let mut told = serde_json::to_value(config)?;
    if let Some(told) = told.as_object_mut() {
        told.retain(|_, value| !value.is_null());
    }
    Ok(told)
}

/// Notes where the widget is, apart from the answer: a page's button must not wait for a disk.
fn note(desk: Desk, channel: ChannelId, origin: String) {
    tokio::spawn(async move {
        if let Err(error) = desk.widget_seen(channel, &origin).await {
            tracing::warn!(%error, "where a widget was seen cannot be noted");
        }
    });
}

/// Who asks, about what.
struct Asked<'w> {
    wanted: &'w Wanted,
    client: Client,
    channel: ChannelId,
    seen: Seen<'w>,
    visit: VisitId,
}

impl<'w> Asked<'w> {
    fn of(desk: &Desk, wanted: &'w Wanted, client: Client, channel: ChannelId) -> Self {
        let told = wanted.seen.as_deref().or(wanted.visit.as_deref());
        let seen = Seen::read(told.unwrap_or_default());
        Self {
            wanted,
            client,
            channel,
            visit: seen.visit.unwrap_or_else(|| desk.begin_visit()),
            // Who talks already is asked nothing.
            seen: Seen {
                invitation: seen.invitation.filter(|_| !wanted.talks),
                ..seen
            },
        }
    }

    /// Whether the present answer is known, and the next one is meant.
    fn waits(&self) -> bool {
        self.wanted.seen.is_some() && self.seen.visit.is_some()
    }

    /// The answer as it is now.
    async fn answer(&self, edge: &Edge) -> Result<Config, Error> {
        let held = self.seen.invitation;
        let asks = || edge.desk().invitation_of(self.visit, held);
        let invitation = if self.wanted.talks { None } else { asks() };
        self.carrying(edge, invitation.as_deref().or(held)).await
    }

    /// The next one, which differs; `None` if it stays the same for the length of a wait. Meanwhile the visitor is on the site.
    async fn another(&self, edge: &Edge) -> Result<Option<Config>, Error> {
        let held = self.seen.invitation;
        let waiting = edge.desk().wait_as(self.reader(edge));
        let subscription = edge.hub().subscribe(Scope::Channel(self.channel));
        let seen = self.wanted.seen.as_deref().unwrap_or_default();
        let another = until_another(subscription, edge.stopping(), || async {
            let config = self.carrying(edge, held).await?;
            Ok((config.seen != seen).then_some(config))
        });
        tokio::select! {
            biased;
            sealed = waiting.asked(held) => self.carrying(edge, Some(&sealed)).await.map(Some),
            another = another => another,
        }
    }

    fn reader(&self, edge: &Edge) -> PageReader {
        PageReader {
            visit: self.visit,
            channel: self.channel,
            address: self.client.owned(),
            page: start_of(&self.wanted.url, limit::PAGE_CHARACTERS).to_owned(),
            country: edge.country(self.client),
            state: match (self.wanted.talks, self.seen.invitation) {
                (true, _) => VisitState::Talking,
                (false, Some(_)) => VisitState::Invited,
                (false, None) => VisitState::Reading,
            },
        }
    }

    async fn carrying(&self, edge: &Edge, invitation: Option<&str>) -> Result<Config, Error> {
        let page = Page {
            address: start_of(&self.wanted.url, limit::PAGE_CHARACTERS),
            language: &self.wanted.language,
            country: edge.country(self.client),
            invitation,
        };
        let config = edge.desk().widget_config(self.channel, page).await?;
        let window = crate::assets::path(&format!("window.{}.js", config.language));
        // Who would answer is chosen by chance among equals, and is no news.
        let lasting = WidgetConfig {
            operator: None,
            picture: None,
            ..config.clone()
        };
        let answer = Sha256::digest(serde_json::to_vec(&lasting)?);
        let seen = Seen {
            answer: &URL_SAFE_NO_PAD.encode(&answer[..SEEN_BYTES]),
            visit: Some(self.visit),
            invitation: config.invitation.as_deref(),
        };
        let WidgetLanguage { chat, close, .. } = *WidgetLanguage::of_tag(&config.language);
        Ok(Config {
            seen: seen.to_string(),
            shown: config,
            window,
            labels: Labels { chat, close },
        })
    }
}

/// Bytes by which answers are told apart.
const SEEN_BYTES: usize = 9;

/// The first characters of a text.
fn start_of(text: &str, characters: usize) -> &str {
    let end = text.char_indices().nth(characters);
    end.map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
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
