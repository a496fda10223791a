//! What operators see: the console, rendered on the server and taken over by the browser.

#![expect(
    unreachable_pub,
    reason = "the macros of Leptos make public what a component or server function is made of"
)]

mod account;
mod administration;
mod api;
mod app;
mod browser;
mod canned;
mod channels;
mod chat_windows;
mod chatbots;
mod configuration;
mod contacts;
mod conversation;
mod country_choice;
mod country_names;
mod edited;
mod expertise;
mod face;
mod first;
mod frame;
mod fresh;
mod help;
mod history;
mod inbox;
mod json;
mod kept;
mod keyboard;
mod later;
mod leads;
mod leaving;
mod links;
mod live;
mod loaded;
mod moment;
mod page;
mod picture;
mod preferences;
mod presence;
mod push;
mod record_form;
mod records;
mod reports;
mod search;
mod sections;
mod settings;
mod setup;
mod sign_in;
mod tags;
mod text;
mod text_languages;
mod tickets;
mod ui;
mod users;
mod visitors;

#[cfg(feature = "ssr")]
pub mod console;
#[cfg(feature = "ssr")]
mod shell;

/// Takes over the page that the server rendered; `parts` are the words for the parts whose code has to be loaded for that, `texts`
/// the lines of its language.
#[cfg(all(feature = "hydrate", target_arch = "wasm32"))]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn hydrate(parts: &str, texts: String) -> Result<(), wasm_bindgen::JsError> {
    console_error_panic_hook::set_once();
    if !text::load(texts) {
        return Err(wasm_bindgen::JsError::new(
            "These are the texts of another program.",
        ));
    }
    for part in later::Part::ALL {
        if parts.split(' ').any(|word| word == part.word()) {
            part.load().await?;
        }
    }
    leptos::mount::hydrate_body(app::App);
    // After the effects of hydration, which wait in the same queue.
    leptos::task::spawn_local(async { browser::page::set_root_attribute("data-hydrated", "1") });
    Ok(())
}
