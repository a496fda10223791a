//! Sessions as cards.

use super::address::Address;
use super::name::Name;
use super::told::{self, Duration, When};
use crate::face::FaceIcon;
use crate::live::Console;
use crate::text::use_texts;
use domain::report::Session;
use leptos::prelude::*;

/// The cards, newest first.
#[component]
pub(super) fn Cards(address: Address, sessions: Vec<Session>) -> impl IntoView {
    let cards = sessions
        .into_iter()
        .map(|session| view! { <li><Card address session /></li> });
    view! { <ul class="cards">{cards.collect_view()}</ul> }
}

#[component]
fn Card(address: Address, session: Session) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let Session { fact, visitor_name } = session;
    let (ever, channel) = (fact.operators.clone(), fact.channel);
    let operators = move || match told::operators(console, &ever) {
        nobody if nobody.is_empty() => texts.session_nobody.to_owned(),
        names => names,
    };
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
            </header>
            <p class="card__fact">
                <When at=fact.started_at /> " · " {move || told::channel(console, texts, channel)}
            </p>
            <p class="card__fact">{operators}</p>
            <footer class="card__foot">
                <p class="card__fact">
                    {told::messages(texts, fact.messages)} " · " <Duration milliseconds=told::whole(&fact) />
                </p>
                {outcome}
            </footer>
        </article>
    }
}
