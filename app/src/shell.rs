//! The document around the page: what the browser loads, and in which language and colours it is.

use crate::app::App;
use crate::page::{Page, theme_name};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;
use server::assets;

/// The document.
pub(crate) fn shell() -> impl IntoView {
    let page: Page = expect_context();
    let (script, wasm) = (assets::path("console.js"), assets::path("console_bg.wasm"));
    let start = format!(
        "import start, {{ hydrate }} from {script:?};\nawait start({{ module_or_path: {wasm:?} }});\nhydrate();"
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
                <link rel="preload" r#as="fetch" type="application/wasm" href=wasm.clone() crossorigin="anonymous" />
                <MetaTags />
            </head>
            <body>
                <App />
                <script type="module" nonce=use_nonce()>{start}</script>
            </body>
        </html>
    }
}
