//! The document around the page: what the browser loads, and in which language and colours it is.

use crate::app::App;
use crate::page::{Content, Page, theme_name};
use crate::text::texts;
use axum::http::request::Parts;
use domain::user::Language;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;
use server::assets;

/// The code of the pages that are not needed at first.
const LATER: &str = "split_later.wasm";

/// The document.
pub(crate) fn shell() -> impl IntoView {
    let page: Page = expect_context();
    let (script, wasm) = (assets::path("console.js"), assets::path("console_bg.wasm"));
    let is_console = matches!(page.content, Content::Console(_));
    let is_later = is_console && !is_inbox();
    let start = format!(
        "try {{
  const {{ default: start, hydrate }} = await import({script:?});
  await start({{ module_or_path: {wasm:?} }});
  await hydrate({is_later});
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
                // Not `preload`: until the first module has started it would count as not used, and browsers warn of that.
                {is_console
                    .then(|| {
                        view! {
                            <link
                                rel="prefetch"
                                r#as="fetch"
                                type="application/wasm"
                                href=assets::path(LATER)
                                crossorigin="anonymous"
                            />
                        }
                    })}
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

/// Whether it is the one page of the console whose code does not come later.
fn is_inbox() -> bool {
    use_context::<Parts>().is_some_and(|parts| {
        let path = parts.uri.path();
        path == "/inbox" || path.starts_with("/inbox/")
    })
}
