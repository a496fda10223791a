//! Keeping what is sought under a name (spec 8.2).

use super::address::Asked;
use super::api;
use crate::api::Failure;
use crate::kept::{KeepForm, Keepable};
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::{Button, FormDialog, Kind};
use domain::problem::Problem;
use domain::search::{Filter, SavedView};
use futures::future::LocalBoxFuture;
use leptos::prelude::*;

impl Keepable for SavedView {
    fn check_all(all: Vec<Self>) -> Result<Vec<Self>, Vec<Problem>> {
        Self::check(all)
    }

    fn save(all: Vec<Self>) -> LocalBoxFuture<'static, Result<Vec<Self>, Failure>> {
        Box::pin(api::save_views(all))
    }
}

/// The way to the saved views.
#[component]
pub(super) fn KeepView(
    /// What is sought.
    asked: Asked,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let open = RwSignal::new(false);
    let on_saved = Callback::new(move |views| console.me.update(|me| me.preferences.views = views));
    let content = move || {
        let kept = console.me.with_untracked(|me| me.preferences.views.clone());
        let sought = asked.get_untracked().unwrap_or_default();
        let offered = (sought != Filter::default()).then(|| SavedView::of(&sought, String::new()));
        view! { <KeepForm open kept offered text=texts.views_text none=texts.views_none on_saved /> }
    };
    view! {
        <div class="list__views">
            <Button kind=Kind::Link on:click=move |_| open.set(true)>{texts.views_keep}</Button>
        </div>
        <FormDialog open title=texts.views close=texts.close>{content}</FormDialog>
    }
}
