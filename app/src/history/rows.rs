//! Sessions as a table.

use super::address::Address;
use super::name::Name;
use super::rated::{RatedOperator, Topic};
use super::selection::{Chosen, Selection};
use super::told::{self, Duration, When};
use crate::country_names::country_name;
use crate::face::FaceIcon;
use crate::live::Console;
use crate::text::use_texts;
use domain::report::Session;
use leptos::prelude::*;

/// The table, newest first.
#[component]
pub(super) fn Rows(
    address: Address,
    /// What of them is told.
    topic: Topic,
    sessions: Vec<Session>,
    /// What is chosen of them, if something can be.
    selection: Option<Selection>,
) -> impl IntoView {
    let texts = use_texts();
    let rows = sessions
        .into_iter()
        .map(|session| view! { <Row address topic session selection /> });
    let heads = [
        texts.session_began,
        texts.visitor,
        texts.channel,
        texts.place_country,
        texts.channel_operators,
        texts.session_duration,
        texts.messages,
        texts.session_rating,
    ];
    let of_ratings: &[&str] = match topic {
        Topic::Sessions => &[],
        Topic::Ratings => &[
            texts.session_rated_at,
            texts.session_rated_operator,
            texts.session_comment,
        ],
    };
    let heads = heads.iter().chain(of_ratings).chain([&texts.outcome]);
    let heads = heads.map(|head| view! { <th scope="col">{*head}</th> });
    view! {
        <table class="roster history__table">
            <thead>
                <tr>
                    {selection.map(|_| view! { <th scope="col"><span class="visually-hidden">{texts.selection}</span></th> })}
                    {heads.collect_view()}
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Row(
    address: Address,
    topic: Topic,
    session: Session,
    selection: Option<Selection>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let choose = selection.map(|selection| {
        let session = session.clone();
        view! { <td class="history__choice"><Chosen selection session /></td> }
    });
    let language = use_context().unwrap_or_default();
    let Session {
        fact,
        visitor_name,
        comment,
    } = session;
    let rated = (topic == Topic::Ratings).then(|| {
        let (at, operator) = (fact.rated_at, fact.rated_operator);
        view! {
            <td class="history__number" data-label=texts.session_rated_at>{at.map(|at| view! { <When at /> })}</td>
            <td data-label=texts.session_rated_operator><RatedOperator operator /></td>
            <td data-label=texts.session_comment dir="auto">{comment}</td>
        }
    });
    let (ever, channel) = (fact.operators.clone(), fact.channel);
    let outcome = fact.outcome.map(|outcome| told::outcome(texts, outcome));
    let country = fact.country.map(|country| country_name(language, country));
    view! {
        <tr>
            {choose}
            <td class="history__number"><When at=fact.started_at /></td>
            <td class="roster__main" dir="auto">
                <Name address conversation=fact.conversation visitor_name />
            </td>
            <td data-label=texts.channel>{move || told::channel(console, texts, channel)}</td>
            <td data-label=texts.place_country>{country}</td>
            <td data-label=texts.channel_operators>{move || told::operators(console, &ever)}</td>
            <td class="history__number" data-label=texts.session_duration>
                <Duration milliseconds=told::whole(&fact) />
            </td>
            <td class="history__number" data-label=texts.messages>{fact.messages}</td>
            <td data-label=texts.session_rating>
                {fact.rating.map(|face| view! { <FaceIcon face /> })}
            </td>
            {rated}
            <td data-label=texts.outcome>{outcome}</td>
        </tr>
    }
}
