//! Reports under names of one's own (spec 13.2), a link for each.

use super::api;
use super::page::Page;
use crate::api::Failure;
use crate::kept::{KeepForm, Keepable};
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::{Button, FormDialog, Kind};
use domain::problem::Problem;
use domain::report::Favourite;
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos_router::components::A;

impl Keepable for Favourite {
    fn check_all(all: Vec<Self>) -> Result<Vec<Self>, Vec<Problem>> {
        Self::check(all)
    }

    fn save(all: Vec<Self>) -> LocalBoxFuture<'static, Result<Vec<Self>, Failure>> {
        Box::pin(api::save_favourites(all))
    }
}

/// The favourites, and the way to keep what is shown as one of them.
#[component]
pub(super) fn Favourites(page: Page) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let open = RwSignal::new(false);
    let favourites = Memo::new(move |_| console.me.with(|me| me.preferences.favourites.clone()));
    let shown = Memo::new(move |_| page.kind.address(&page.query()));
    let links = move || {
        let links = favourites.get().into_iter().map(|Favourite { name, address }| {
            let kept = address.clone();
            let is_shown = move || shown.with(|shown| (*shown == kept).then_some("true"));
            view! { <li><A href=address attr:class="chip" attr:aria-current=is_shown>{name}</A></li> }
        });
        links.collect_view()
    };
    let on_saved =
        Callback::new(move |kept| console.me.update(|me| me.preferences.favourites = kept));
    let content = move || {
        let kept = favourites.get_untracked();
        let offered = Favourite::of(page.kind, &page.query_untracked(), String::new());
        let is_usual = offered.address == page.kind.path();
        let offered = (!is_usual).then_some(offered);
        view! { <KeepForm open kept offered text=texts.favourites_text none=texts.favourites_none on_saved /> }
    };
    view! {
        <nav class="report__favourites" aria-label=texts.favourites>
            <ul class="chips">{links}</ul>
            <Button kind=Kind::Link on:click=move |_| open.set(true)>{texts.favourites_keep}</Button>
        </nav>
        <FormDialog open title=texts.favourites close=texts.close>{content}</FormDialog>
    }
}
