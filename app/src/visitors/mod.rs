//! *Sessions → Visitors* (spec 8.10): who is on the site now, and how a chat with one of them starts.

mod api;
mod ask;
mod rows;

use crate::fresh::{Fresh, FreshView, replace};
use crate::history::SessionTabs;
use crate::text::{fill_count, use_texts};
use crate::ui::Empty;
use ask::AskDialog;
use domain::visit::{OnSite, Visit};
use leptos::prelude::*;
use leptos_meta::Title;
use rows::Rows;
use std::time::Duration;

/// How often it is asked who is there.
const ASKED_AGAIN: Duration = Duration::from_secs(3);

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Site {
    here: Fresh<OnSite>,
    /// With whom a chat is being started.
    asked: RwSignal<Option<Visit>>,
}

impl Site {
    fn again(self) {
        self.here.ask(api::list(), replace);
    }
}

/// The page `/sessions/visitors`.
#[component]
pub(crate) fn VisitorsPage() -> impl IntoView {
    let texts = use_texts();
    let site = Site {
        here: Fresh::new(),
        asked: RwSignal::new(None),
    };
    Effect::new(move || {
        site.again();
        let again = set_interval_with_handle(move || site.again(), ASKED_AGAIN);
        on_cleanup(move || {
            if let Ok(handle) = again {
                handle.clear();
            }
        });
    });
    view! {
        <Title text=format!("{} · {}", texts.visitors, texts.porchlight) />
        <div class="page visitors">
            <header class="page__head">
                <h1 class="page__title">{texts.visitors}</h1>
                <SessionTabs />
            </header>
            <FreshView fresh=site.here again=Callback::new(move |()| site.again())>
                <Here site />
            </FreshView>
            <AskDialog site />
        </div>
    }
}

#[component]
fn Here(site: Site) -> impl IntoView {
    let texts = use_texts();
    let counts = Memo::new(move |_| {
        let counts = site
            .here
            .with(|here| (here.visits.count, here.visits.unlisted()));
        counts.unwrap_or_default()
    });
    let told = move || {
        let (count, unlisted) = counts.get();
        let listed = (unlisted > 0).then(|| {
            let listed = fill_count(texts.visitors_listed, count - unlisted);
            format!(" {listed}")
        });
        fill_count(texts.visitors_count, count) + listed.as_deref().unwrap_or_default()
    };
    view! {
        <Show
            when=move || counts.with(|(count, _)| *count > 0)
            fallback=move || {
                view! { <Empty icon="users" title=texts.visitors_none text=texts.visitors_none_text /> }
            }
        >
            <p class="visitors__count">{told}</p>
            <Rows site />
        </Show>
    }
}
