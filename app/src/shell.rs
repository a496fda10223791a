//! The document around the page: what the browser loads, and in which language and colours it is.

use crate::app::App;
use crate::later::Part;
use crate::page::{Content, Page, theme_name};
use crate::text::texts;
use axum::http::Uri;
use axum::http::request::Parts;
use domain::user::Language;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;
use server::assets;

/// The document.
pub(crate) fn shell() -> impl IntoView {
    let page: Page = expect_context();
    let (script, wasm) = (assets::path("console.js"), assets::path("console_bg.wasm"));
    let texts = assets::path(&format!("console.{}.txt", page.language.tag()));
    let parts = parts(&page.content);
    let words: Vec<&str> = parts.iter().map(|part| part.word()).collect();
    let words = words.join(" ");
    let start = format!(
        "try {{
  const texts = fetch({texts:?}).then((loaded) => loaded.text());
  const {{ default: start, hydrate }} = await import({script:?});
  await start({{ module_or_path: {wasm:?} }});
  await hydrate({words:?}, await texts);
}} catch (error) {{
  document.documentElement.dataset.incomplete = '';
  throw error;
}}"
    );
    view! {
        <!DOCTYPE html>
        <html lang=page.language.tag() data-theme=theme_name(page.theme)>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content" />
                <meta name="robots" content="noindex" />
                <link rel="icon" type="image/svg+xml" href=assets::path("favicon.svg") />
                <link rel="apple-touch-icon" href=assets::path("icon.png") />
                <link rel="manifest" href="/manifest.webmanifest" />
                <link
                    rel="preload"
                    r#as="font"
                    type="font/woff2"
                    href=assets::path("inter.woff2")
                    crossorigin="anonymous"
                />
                <link rel="stylesheet" href=assets::path("console.css") />
                <link rel="modulepreload" href=script.clone() nonce=use_nonce() />
                <link rel="preload" r#as="fetch" type="application/wasm" href=wasm crossorigin="anonymous" />
                <link rel="preload" r#as="fetch" type="text/plain" href=texts crossorigin="anonymous" />
                {fetched_ahead(&page.content, &parts)}
                <MetaTags />
            </head>
            <body>
                <App />
                <Incomplete language=page.language />
                <script type="module" nonce=use_nonce()>{start}</script>
            </body>
        </html>
    }
}

/// What is seen where the page could not be taken over.
#[component]
fn Incomplete(language: Language) -> impl IntoView {
    let texts = texts(language);
    view! {
        <div class="incomplete" role="alert">
            <p>{texts.incomplete}</p>
            <a class="button" href="">{texts.reload}</a>
        </div>
    }
}

/// The parts whose code the page needs besides the first.
fn parts(content: &Content) -> Vec<Part> {
    match content {
        Content::Console(_) => {
            let uri = use_context::<Parts>().map(|parts| parts.uri);
            let query = uri.as_ref().and_then(Uri::query).unwrap_or_default();
            let is_searching = query.split('&').any(|field| field.starts_with("q="));
            let search = is_searching.then_some(Part::Search);
            match uri.as_ref().map(Uri::path) {
                Some("/inbox") => search.into_iter().collect(),
                Some(path) if path.starts_with("/inbox/") => {
                    search.into_iter().chain([Part::Conversation]).collect()
                }
                Some("/sessions/looking-for-help" | "/sessions/visitors") => vec![Part::Pages],
                Some(path) if path.starts_with("/sessions/") => {
                    vec![Part::Pages, Part::Conversation]
                }
                _ => vec![Part::Pages],
            }
        }
        Content::NotFound | Content::Unavailable => Vec::new(),
        _ => vec![Part::Accounts],
    }
}

/// What the browser fetches when it has time: what the page needs first, then what the pages after it need.
fn fetched_ahead(content: &Content, parts: &[Part]) -> impl IntoView + use<> {
    let is_console = matches!(content, Content::Console(_));
    let others = Part::ALL
        .into_iter()
        .filter(|other| is_console && *other != Part::Accounts && !parts.contains(other));
    let split = parts.iter().copied().chain(others);
    let split = split.map(|part| assets::path(&format!("split_{}.wasm", part.word())));
    // What several parts share.
    let shared = if !parts.is_empty() || is_console {
        assets::paths("chunk_")
    } else {
        Vec::new()
    };
    // Not `preload`: until the first module has started it would count as not used, and browsers warn of that.
    let link = |href: String| {
        view! {
            <link
                rel="prefetch"
                r#as="fetch"
                type="application/wasm"
                href=href
                crossorigin="anonymous"
            />
        }
    };
    split.chain(shared).map(link).collect::<Vec<_>>()
}
