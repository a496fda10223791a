//! Links by which spreadsheet programs read what the filters find again and again (spec 13.1, *Insert in spreadsheet*).

use super::api;
use super::told::When;
use crate::api::Failure;
use crate::browser::clipboard;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::text::{fill_count, use_texts};
use crate::ui::{Button, Kind, Notice, Snippet, Tone};
use domain::id::LiveLinkId;
use domain::limit;
use domain::report::{Asked, Column, LiveLink};
use leptos::prelude::*;

/// Makes such links, and revokes them.
#[component]
pub(super) fn LiveLinks(
    /// What a new one shall tell, as it is chosen now; nothing if no field is.
    wanted: Callback<(), Option<(Asked, Vec<Column>)>>,
) -> impl IntoView {
    let texts = use_texts();
    let new = RwSignal::new(None::<String>);
    let problem = RwSignal::new(None::<String>);
    let links = Loaded::new(None, api::links);
    let make = move |_| {
        let Some((asked, columns)) = wanted.run(()) else {
            return;
        };
        problem.set(None);
        leptos::task::spawn_local(async move {
            // The dialog may have been closed meanwhile.
            match api::make_link(asked, columns).await {
                Ok(link) => drop(new.try_set(Some(link))),
                Err(Failure::Invalid(_)) => {
                    let full = fill_count(texts.live_links_full, limit::LIVE_LINKS);
                    problem.try_set(Some(full));
                }
                Err(_) => drop(problem.try_set(Some(texts.form_unavailable.to_owned()))),
            }
            links.again();
        });
    };
    let revoke = Callback::new(move |link| {
        leptos::task::spawn_local(async move {
            match api::revoke_link(link).await {
                Ok(()) | Err(Failure::NotFound) => drop(new.try_set(None)),
                Err(_) => drop(problem.try_set(Some(texts.form_unavailable.to_owned()))),
            }
            links.again();
        });
    });
    let content = move |links: Vec<LiveLink>| {
        let links = links.into_iter().map(|link| view! { <Link link revoke /> });
        view! { <ul class="export__links">{links.collect_view()}</ul> }.into_any()
    };
    view! {
        <details class="export__live">
            <summary class="field__label">{texts.live_links}</summary>
            <p class="field__help">{texts.live_links_text}</p>
            <Show when=move || problem.with(Option::is_some)>
                <Notice tone=Tone::Danger icon="triangle-alert" text=Signal::derive(move || problem.get().unwrap_or_default()) />
            </Show>
            {move || new.get().map(|link| view! { <Made link /> })}
            <Button icon="plus" on:click=make>{texts.live_link_make}</Button>
            <Shown loaded=links content />
        </details>
    }
}

/// A new link, which is shown this once.
#[component]
fn Made(link: String) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let copy = Callback::new(move |link: String| {
        clipboard::copy(&link);
        console.tell(texts.copied);
    });
    view! {
        <p role="status">{texts.live_link_made}</p>
        <Snippet code=link label=texts.live_link copy=texts.copy on_copy=copy />
    }
}

#[component]
fn Link(link: LiveLink, revoke: Callback<LiveLinkId>) -> impl IntoView {
    let texts = use_texts();
    let LiveLink {
        id,
        made_by,
        made_at,
        used_at,
    } = link;
    let used = used_at.map_or_else(
        || view! { {texts.live_link_unused} }.into_any(),
        |at| view! { {texts.session_used} " " <When at /> }.into_any(),
    );
    view! {
        <li class="export__link">
            <p>
                {made_by} ", " <When at=made_at />
                <span class="field__help">" · " {used}</span>
            </p>
            <Button kind=Kind::Quiet on:click=move |_| revoke.run(id)>{texts.live_link_revoke}</Button>
        </li>
    }
}
