//! What the operator seeks again and again, a link for each.

use crate::live::Console;
use crate::text::use_texts;
use domain::id::ConversationId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

/// The saved views, over the list.
#[component]
pub(super) fn Views(
    /// The conversation that is open.
    open: Memo<Option<ConversationId>>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let query = use_query_map();
    let views = Memo::new(move |_| console.me.with(|me| me.preferences.views.clone()));
    let sought = Memo::new(move |_| {
        let mut query = query.get();
        query.remove("at");
        query.to_query_string()
    });
    let links = move || {
        let links = views.get().into_iter().map(|view| {
            let query: ParamsMap = view.fields.into_iter().collect();
            let query = query.to_query_string();
            let shown = query.clone();
            let href = move || match open.get() {
                None => format!("/inbox{query}"),
                Some(id) => format!("/inbox/{id}{query}"),
            };
            let is_shown = move || sought.with(|sought| (*sought == shown).then_some("true"));
            view! { <a class="chip" href=href aria-current=is_shown data-noscroll="true">{view.name}</a> }
        });
        links.collect_view()
    };
    view! {
        <Show when=move || views.with(|views| !views.is_empty())>
            <nav class="chips" aria-label=texts.views>{links}</nav>
        </Show>
    }
}
