//! Who is there, as a table.

use super::Site;
use crate::country_names::country_name;
use crate::live::Console;
use crate::moment::Told;
use crate::text::{fill, use_texts};
use crate::ui::Button;
use domain::id::VisitId;
use domain::time::Timestamp;
use domain::visit::{Visit, VisitState};
use leptos::prelude::*;

/// The table; who came first stands first.
#[component]
pub(super) fn Rows(site: Site) -> impl IntoView {
    let texts = use_texts();
    let ids = Memo::new(move |_| {
        let ids = site.here.with(|here| {
            let visits = here.visits.visits.iter();
            visits.map(|visit| visit.id).collect::<Vec<_>>()
        });
        ids.unwrap_or_default()
    });
    let heads = [
        texts.visit_page,
        texts.channel,
        texts.place_country,
        texts.visit_since,
    ];
    view! {
        <table class="roster history__table">
            <thead>
                <tr>
                    {heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}
                    <th scope="col"><span class="visually-hidden">{texts.visit_ask}</span></th>
                </tr>
            </thead>
            <tbody>
                <For each=move || ids.get() key=|id| *id children=move |id| view! { <Row site id /> } />
            </tbody>
        </table>
    }
}

#[component]
fn Row(site: Site, id: VisitId) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let language = use_context().unwrap_or_default();
    let visit = Memo::new(move |before: Option<&Option<Visit>>| {
        let found = site.here.with(|here| {
            let mut visits = here.visits.visits.iter();
            visits.find(|visit| visit.id == id).cloned()
        });
        // Who has just left is still in sight for an instant.
        found.flatten().or_else(|| before.cloned().flatten())
    });
    let page = Memo::new(move |_| visit.get().and_then(|visit| visit.page));
    let channel = move || {
        let channel = visit.get().and_then(|visit| console.channel(visit.channel));
        channel.map_or_else(|| texts.unknown_channel.to_owned(), |channel| channel.name)
    };
    let country = move || {
        let country = visit.get().and_then(|visit| visit.country);
        country.map(|country| country_name(language, country))
    };
    let since = Signal::derive(move || {
        let since = visit.get().map(|visit| visit.since);
        since.unwrap_or(Timestamp(0))
    });
    let link = move || match page.get() {
        Some(page) => {
            let shown = shown(&page).to_owned();
            view! {
                <a class="visitors__page" href=page target="_blank" rel="noopener noreferrer">
                    {shown}
                </a>
            }
            .into_any()
        }
        None => texts.visit_page_unknown.into_any(),
    };
    view! {
        <tr>
            <td class="roster__main" dir="auto">{link}</td>
            <td data-label=texts.channel>{channel}</td>
            <td data-label=texts.place_country>{country}</td>
            <td class="history__number" data-label=texts.visit_since><Told at=since /></td>
            <td class="roster__action visitors__action"><Way site visit /></td>
        </tr>
    }
}

/// The way to a chat with somebody, or why there is none.
#[component]
fn Way(site: Site, visit: Memo<Option<Visit>>) -> impl IntoView {
    let texts = use_texts();
    let state = Memo::new(move |_| {
        let visit = visit.get()?;
        let may_ask = site
            .here
            .with(|here| here.may_ask_in.contains(&visit.channel));
        (visit.state != VisitState::Reading || may_ask == Some(true)).then_some(visit.state)
    });
    let label = Signal::derive(move || {
        let page = visit.get().and_then(|visit| visit.page);
        let page = page.as_deref().map_or(texts.visit_page_unknown, shown);
        fill(texts.visit_ask_of, &[("page", page)])
    });
    let told = |text| view! { <span class="visitors__state">{text}</span> }.into_any();
    move || match state.get()? {
        VisitState::Talking => Some(told(texts.visit_talking)),
        VisitState::Invited => Some(told(texts.visit_asked)),
        VisitState::Reading => Some(
            view! {
                <Button
                    icon="message-circle"
                    label
                    on:click=move |_| site.asked.set(visit.get_untracked())
                >
                    {texts.visit_ask}
                </Button>
            }
            .into_any(),
        ),
    }
}

/// A page without what all of them begin with.
pub(super) fn shown(page: &str) -> &str {
    page.split_once("://").map_or(page, |(_, rest)| rest)
}
