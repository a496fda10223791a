//! The document around the page: what the browser loads, and in which language and colours it is.

use crate::app::App;
use crate::later::Part;
use crate::page::{Content, Page, theme_name};
use crate::text::texts;
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
    let part = part(&page.content);
    let word = part.map_or("", Part::word);
    let start = format!(
        "try {{
  const {{ default: start, hydrate }} = await import({script:?});
  await start({{ module_or_path: {wasm:?} }});
  await hydrate({word:?});
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
                {fetched_ahead(&page.content, part)}
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

/// The part whose code the page needs besides the first.
fn part(content: &Content) -> Option<Part> {
    match content {
        Content::Console(_) => {
            let path = use_context::<Parts>().map(|parts| parts.uri.path().to_owned());
            match path.as_deref() {
                Some("/inbox") => None,
                Some(path) if path.starts_with("/inbox/") => Some(Part::Conversation),
                _ => Some(Part::Pages),
            }
        }
        Content::NotFound | Content::Unavailable => None,
        _ => Some(Part::Accounts),
    }
}

/// What the browser fetches when it has time: what the page needs first, then what the pages after it need.
fn fetched_ahead(content: &Content, part: Option<Part>) -> impl IntoView {
    let is_console = matches!(content, Content::Console(_));
    let others = Part::ALL
        .into_iter()
        .filter(|other| is_console && *other != Part::Accounts && Some(*other) != part);
    let split = part.into_iter().chain(others);
    let split = split.map(|part| assets::path(&format!("split_{}.wasm", part.word())));
    // What several parts share.
    let shared = if part.is_some() || is_console {
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
    split.chain(shared).map(link).collect_view()
}
