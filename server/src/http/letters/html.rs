//! The pages that links in letters lead to, as HTML.

use super::super::chat_page::escaped;
use super::texts::texts;
use crate::http::encoded;
use domain::user::Language;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("resume.js");

/// For whom a page is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look<'n> {
    pub(super) language: Language,
    pub(super) nonce: &'n str,
}

/// The way back into a conversation: of its parts the script shows the one that is true.
pub(super) fn resume(look: &Look<'_>, key: &str) -> String {
    let texts = texts(look.language);
    let chat = format!(
        "<a class=\"button\" href=\"/chat/{}\">{}</a>",
        encoded(key),
        texts.open_chat
    );
    let again = format!("<button type=\"button\">{}</button>", texts.again);
    let parts = [
        part("gone", (texts.gone_title, texts.gone_text), &chat),
        part("often", (texts.often_title, texts.often_text), ""),
        part("failed", (texts.failed_title, texts.failed_text), &again),
        part(
            "forgetful",
            (texts.forgetful_title, texts.forgetful_text),
            "",
        ),
    ];
    let body = format!(
        "<main data-channel=\"{}\"><h1 class=\"where\">{}</h1><p data-part=\"opening\" role=\"status\" hidden>{}</p>{}\
         <noscript><p>{}</p></noscript></main><script nonce=\"{}\">{SCRIPT}</script>",
        escaped(key),
        texts.resume_title,
        texts.opening,
        parts.concat(),
        texts.without_script,
        look.nonce
    );
    page(look, texts.resume_title, &body)
}

/// Asks whether there shall be no more letters.
pub(super) fn decline(look: &Look<'_>) -> String {
    let texts = texts(look.language);
    // Without an address of its own the form goes where the page is.
    let form = format!(
        "<form method=\"post\"><button type=\"submit\">{}</button></form>",
        texts.decline_do
    );
    told(look, (texts.decline_title, texts.decline_text), &form)
}

/// There are no more.
pub(super) fn declined(look: &Look<'_>) -> String {
    let texts = texts(look.language);
    told(look, (texts.declined_title, texts.declined_text), "")
}

/// Nothing stands there.
pub(super) fn missing(look: &Look<'_>) -> String {
    let texts = texts(look.language);
    told(look, (texts.missing_title, texts.missing_text), "")
}

fn part(name: &str, (title, text): (&str, &str), deed: &str) -> String {
    format!(
        "<section data-part=\"{name}\" role=\"alert\" hidden><h2>{title}</h2><p>{text}</p>{deed}</section>"
    )
}

fn told(look: &Look<'_>, (title, text): (&str, &str), deed: &str) -> String {
    let body = format!("<main><h1>{title}</h1><p>{text}</p>{deed}</main>");
    page(look, title, &body)
}

fn page(look: &Look<'_>, title: &str, body: &str) -> String {
    let (tag, nonce) = (look.language.tag(), look.nonce);
    let icon = crate::assets::path("favicon.svg");
    format!(
        r#"<!DOCTYPE html>
<html lang="{tag}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="robots" content="noindex">
  <meta name="referrer" content="no-referrer">
  <title>{title}</title>
  <link rel="icon" href="{icon}">
  <style nonce="{nonce}">{STYLE}</style>
</head>
<body>
  {body}
</body>
</html>
"#
    )
}
