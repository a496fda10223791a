//! Sessions as cards.

use super::address::Address;
use super::name::Name;
use super::rated::{RatedFacts, Topic};
use super::selection::{Chosen, Selection};
use super::told::{self, Duration, When};
use crate::country_names::country_name;
use crate::face::FaceIcon;
use crate::live::Console;
use crate::text::use_texts;
use domain::report::Session;
use leptos::prelude::*;

/// The cards, newest first.
#[component]
pub(super) fn Cards(
    address: Address,
    /// What of them is told.
    topic: Topic,
    sessions: Vec<Session>,
    /// What is chosen of them, if something can be.
    selection: Option<Selection>,
) -> impl IntoView {
    let cards = sessions
        .into_iter()
        .map(|session| view! { <li><Card address topic session selection /></li> });
    view! { <ul class="cards">{cards.collect_view()}</ul> }
}

#[component]
fn Card(
    address: Address,
    topic: Topic,
    session: Session,
    selection: Option<Selection>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let choose = selection.map(|selection| {
        let session = session.clone();
        view! { <Chosen selection session /> }
    });
    let Session {
        fact,
        visitor_name,
        comment,
    } = session;
    let rated = (topic == Topic::Ratings).then(|| {
        view! { <RatedFacts at=fact.rated_at operator=fact.rated_operator comment /> }
    });
    let (ever, channel) = (fact.operators.clone(), fact.channel);
    let operators = move || match told::operators(console, &ever) {
        nobody if nobody.is_empty() => texts.session_nobody.to_owned(),
        names => names,
    };
    let language = use_context().unwrap_or_default();
    let country = fact.country.map(|country| {
        let name = country_name(language, country);
        view! { " · " <span>{name}</span> }
    });
    let outcome = fact.outcome.map(|outcome| {
        view! { <span class="chip history__outcome">{told::outcome(texts, outcome)}</span> }
    });
    view! {
        <article class="card history__card">
            <header class="history__head">
                <h2 class="card__name" dir="auto">
                    <Name address conversation=fact.conversation visitor_name />
                </h2>
                {fact.rating.map(|face| view! { <FaceIcon face /> })}
                {choose}
            </header>
            <p class="card__fact">
                <When at=fact.started_at /> " · " {move || told::channel(console, texts, channel)} {country}
            </p>
            <p class="card__fact">{operators}</p>
            {rated}
            <footer class="card__foot">
                <p class="card__fact">
                    {told::messages(texts, fact.messages)} " · " <Duration milliseconds=told::whole(&fact) />
                </p>
                {outcome}
            </footer>
        </article>
    }
}
