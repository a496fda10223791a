//! The chat on a page of its own (spec 6.15), and the one that other pages show in a frame (spec 6.16).

use super::security::{Ancestors, Nonce};
use super::{Edge, Rejection};
use crate::error::Error;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::{Extension, extract::rejection::PathRejection};
use domain::channel::Channel;
use domain::user::Language;
use domain::wire::Refusal;

/// `/chat/KEY`: a link that can be sent around, or shown in a frame.
pub(super) async fn full(
    State(edge): State<Edge>,
    Extension(nonce): Extension<Nonce>,
    headers: HeaderMap,
    key: Result<Path<String>, PathRejection>,
) -> Result<Response, Rejection> {
    let language = language(&headers);
    let Some(channel) = channel(&edge, key).await? else {
        return Ok(missing(language, &nonce));
    };
    let mut response = Html(page(&channel, &Mode::Page, language, &nonce)).into_response();
    // For pages into which no script may be pasted (spec 3.3).
    response.extensions_mut().insert(ancestors(&channel));
    Ok(response)
}

/// `/embed/KEY`: what a page shows in a frame where it forbids WebAssembly.
pub(super) async fn embedded(
    State(edge): State<Edge>,
    Extension(nonce): Extension<Nonce>,
    headers: HeaderMap,
    key: Result<Path<String>, PathRejection>,
) -> Result<Response, Rejection> {
    let language = language(&headers);
    let Some(channel) = channel(&edge, key).await? else {
        return Ok(missing(language, &nonce));
    };
    let mut response = Html(page(&channel, &Mode::Embedded, language, &nonce)).into_response();
    response.extensions_mut().insert(ancestors(&channel));
    Ok(response)
}

async fn channel(
    edge: &Edge,
    key: Result<Path<String>, PathRejection>,
) -> Result<Option<Channel>, Error> {
    let Ok(Path(key)) = key else {
        return Ok(None);
    };
    match edge.desk().channel_by_key(&key).await {
        Ok(channel) => Ok(Some(channel)),
        Err(Error::NotFound | Error::Refused(Refusal::NotFound)) => Ok(None),
        Err(error) => Err(error),
    }
}

pub(super) fn ancestors(channel: &Channel) -> Ancestors {
    let is_source = |origin: &&String| {
        origin.starts_with("http")
            && origin
                .chars()
                .all(|c| c.is_ascii_graphic() && !";,'".contains(c))
    };
    let sources: Vec<&str> = channel
        .allowed_origins
        .iter()
        .filter(is_source)
        .map(String::as_str)
        .collect();
    if channel.allowed_origins.is_empty() {
        return Ancestors("*".to_owned());
    }
    Ancestors(format!("'self' {}", sources.join(" ")))
}

pub(super) fn language(headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|accepted| accepted.to_str().ok());
    Language::of_tag(accepted.unwrap_or_default())
}

/// Where such a page stands.
enum Mode {
    /// Alone.
    Page,
    /// In the frame of a widget.
    Embedded,
}

fn page(channel: &Channel, mode: &Mode, language: Language, nonce: &Nonce) -> String {
    let (name, key, tag, nonce) = (
        escaped(&channel.name),
        escaped(&channel.key),
        language.tag(),
        nonce.as_str(),
    );
    let without_script = match language {
        Language::English => "The chat needs JavaScript. Switch it on and load this page again.",
        Language::French => {
            "La discussion a besoin de JavaScript. Activez-le puis rechargez cette page."
        }
    };
    let (mode, before) = match mode {
        Mode::Page => ("page", String::new()),
        Mode::Embedded => (
            "embed",
            format!("<script nonce=\"{nonce}\" src=\"/frame.js\"></script>"),
        ),
    };
    let icon = crate::assets::path("favicon.svg");
    format!(
        r#"<!DOCTYPE html>
<html lang="{tag}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
  <meta name="color-scheme" content="light dark">
  <meta name="robots" content="noindex">
  <title>{name}</title>
  <link rel="icon" href="{icon}">
  <style nonce="{nonce}">html, body {{ height: 100%; margin: 0; background: transparent; font: 16px/1.5 system-ui, sans-serif }} noscript {{ display: block; padding: 24px }}</style>
  {before}<script async nonce="{nonce}" src="/widget.js" data-channel="{key}" data-mode="{mode}"></script>
</head>
<body>
  <noscript>{without_script}</noscript>
</body>
</html>
"#
    )
}

fn missing(language: Language, nonce: &Nonce) -> Response {
    let (title, sentence) = match language {
        Language::English => (
            "No such chat",
            "There is no such chat. Check the link you followed.",
        ),
        Language::French => (
            "Discussion introuvable",
            "Cette discussion n’existe pas. Vérifiez le lien que vous avez suivi.",
        ),
    };
    let (tag, nonce) = (language.tag(), nonce.as_str());
    let icon = crate::assets::path("favicon.svg");
    let page = format!(
        r#"<!DOCTYPE html>
<html lang="{tag}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>{title}</title>
  <link rel="icon" href="{icon}">
  <style nonce="{nonce}">body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 60ch; margin: 20vh auto; padding: 0 24px }}</style>
</head>
<body>
  <main>
    <h1>{title}</h1>
    <p>{sentence}</p>
  </main>
</body>
</html>
"#
    );
    (StatusCode::NOT_FOUND, Html(page)).into_response()
}

/// A text as it may stand in HTML, also in an attribute with double quotes.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_channel_name_cannot_leave_its_place_in_the_page() {
        let name = "\"><script>alert('1')</script>&";
        assert_eq!(
            escaped(name),
            "&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;"
        );
    }
}
