//! The pages that the visitor was on last (spec 6.14, 8.5).

use super::Part;
use crate::conversation::api;
use crate::moment::Told;
use crate::text::use_texts;
use domain::conversation::Conversation;
use domain::id::ConversationId;
use domain::page::VisitedPage;
use leptos::prelude::*;

/// The pages, newest first; asked for again when something was said.
#[component]
pub(super) fn Pages(
    /// Of which conversation.
    id: ConversationId,
    /// As it is now.
    conversation: Memo<Option<Conversation>>,
) -> impl IntoView {
    let texts = use_texts();
    let found = RwSignal::new(None::<Vec<VisitedPage>>);
    let last = Memo::new(move |_| conversation.with(|of| of.as_ref().map(|of| of.last_number)));
    Effect::new(move |was_known: Option<bool>| {
        let is_known = last.with(Option::is_some);
        // What was erased in front of the reader has none.
        if was_known == Some(true) && !is_known {
            return is_known;
        }
        leptos::task::spawn_local(async move {
            let pages = api::pages(id).await.unwrap_or_default();
            // The panel may have been left meanwhile.
            found.try_set(Some(pages));
        });
        is_known
    });
    let origin = Memo::new(move |_| {
        let page = conversation.with(|of| of.as_ref().and_then(|of| of.page.clone()));
        page.as_deref().and_then(origin)
    });
    let shown = move || {
        let found = found.get()?;
        if found.is_empty() {
            return Some(view! { <p class="panel__none">{texts.history_none}</p> }.into_any());
        }
        let items = found.into_iter().map(|page| {
            let origin = origin.get();
            view! { <Item page origin /> }
        });
        Some(view! { <ul class="panel__items">{items.collect_view()}</ul> }.into_any())
    };
    view! { <Part title=texts.pages>{shown}</Part> }
}

#[component]
fn Item(page: VisitedPage, origin: Option<String>) -> impl IntoView {
    let VisitedPage { path, title, at } = page;
    let about = if title.is_empty() {
        path.clone()
    } else {
        title
    };
    let told = view! { <Told at=Signal::stored(at) class="panel__when" /> };
    let about = view! { <span class="panel__about" dir="auto">{about}</span> };
    let shown = match origin {
        Some(origin) => view! {
            <a class="panel__item" href=format!("{origin}{path}") target="_blank" rel="noreferrer" title=path>
                {about} {told}
            </a>
        }
        .into_any(),
        None => view! { <span class="panel__item" title=path>{about} {told}</span> }.into_any(),
    };
    view! { <li>{shown}</li> }
}

/// Where a site lies: the address of one of its pages without what follows the host.
fn origin(page: &str) -> Option<String> {
    let rest = page
        .strip_prefix("https://")
        .or_else(|| page.strip_prefix("http://"))?;
    let host = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let end = page.len().checked_sub(rest.len())?.checked_add(host)?;
    page.get(..end).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_linked_to_the_site_they_are_of_and_to_no_other_scheme() {
        for (page, expected) in [
            ("https://shop.example/a?b", Some("https://shop.example")),
            ("http://localhost:8080", Some("http://localhost:8080")),
            ("https://shop.example?b", Some("https://shop.example")),
            ("javascript:alert(1)", None),
            ("/a", None),
        ] {
            assert_eq!(origin(page).as_deref(), expected, "{page}");
        }
    }
}
