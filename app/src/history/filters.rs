//! Which sessions are asked for; the address of the page says it, so that it can be sent and come back to.

use super::address::{Address, Shape};
use super::choices::{Choice, channels, operators, outcomes, ratings};
use crate::country_names::country_name;
use crate::live::Console;
use crate::text::{Texts, use_texts};
use domain::report::{Filter, Which};
use domain::user::Language;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use web_sys::FormData;

/// The filters, a form that works without scripts as well.
#[component]
pub(super) fn Filters(address: Address) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let language = use_context().unwrap_or_default();
    let form = NodeRef::<html::Form>::new();
    let navigate = use_navigate();
    let changed = move |_| {
        let Some(told) = form.get_untracked() else {
            return;
        };
        let Ok(told) = FormData::new_with_form(&told) else {
            return;
        };
        // A date that is half typed is empty here, and the browser tells that it is not one.
        let Ok(filter) = Filter::read(|name| told.get(name).as_string()) else {
            return;
        };
        let next = Address { filter, ..address };
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&next.at(""), options);
    };
    let Filter { from, to, .. } = address.filter;
    let day = |day: Option<domain::day::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let (least, most) = (day(from), day(to));
    let is_filtered = address.filter != Filter::default();
    let all = Address {
        filter: Filter::default(),
        ..address
    };
    view! {
        <form class="filters" action="/sessions" method="get" aria-label=texts.sessions_filters node_ref=form on:change=changed>
            {(address.shape == Shape::List).then(|| view! { <input type="hidden" name="view" value="list" /> })}
            <Choice name="channel" label=texts.channel choices=channels(console) chosen=address.filter.channel.map(|id| id.to_string()) />
            <Choice name="operator" label=texts.role_operator choices=operators(console) chosen=address.filter.operator.map(|id| id.to_string()) />
            <Choice name="outcome" label=texts.outcome choices=outcomes(texts) chosen=address.filter.outcome.map(|outcome| outcome.word().to_owned()) />
            <Choice name="rating" label=texts.session_rating choices=ratings(texts) chosen=address.filter.rated.map(|rated| rated.word().to_owned()) />
            {further(console, texts, language, address.filter)}
            <label class="filters__filter">
                <span class="field__label">{texts.date_from}</span>
                <input class="field__input" type="date" name="from" value=least.clone() max=most.clone() />
            </label>
            <label class="filters__filter">
                <span class="field__label">{texts.date_to}</span>
                <input class="field__input" type="date" name="to" value=most min=least />
            </label>
            <noscript><button class="button" type="submit">{texts.show}</button></noscript>
            {is_filtered.then(|| view! {
                <A href=all.at("") attr:class="button button--quiet filters__clear">{texts.sessions_clear}</A>
            })}
        </form>
    }
}

/// What a report led here with: each can be taken back.
fn further(
    console: Console,
    texts: &'static Texts,
    language: Language,
    filter: Filter,
) -> impl IntoView {
    let chosen = filter
        .fields()
        .into_iter()
        .filter_map(move |(name, value)| {
            let (label, told) = match name {
                "counts_for" => {
                    let told = match filter.counts_for? {
                        Which::None => texts.session_nobody.to_owned(),
                        Which::Is(operator) => console
                            .people
                            .with_untracked(|people| {
                                let mut people = people.iter();
                                let found = people.find(|person| person.operator.id == operator);
                                found.map(|person| person.operator.name.clone())
                            })
                            .unwrap_or_else(|| texts.report_former.to_owned()),
                    };
                    (texts.counts_for, told)
                }
                "country" => {
                    let told = match filter.country? {
                        Which::None => texts.report_unknown,
                        Which::Is(country) => country_name(language, country),
                    };
                    (texts.place_country, told.to_owned())
                }
                "chatbot" => {
                    let told = match filter.chatbot? {
                        Which::None => texts.report_no_bot,
                        Which::Is(_) => texts.report_this_bot,
                    };
                    (texts.rule_chatbot, told.to_owned())
                }
                "tag" => {
                    let told = match filter.tag? {
                        Which::None => texts.report_no_tag,
                        Which::Is(_) => texts.report_this_tag,
                    };
                    (texts.tag, told.to_owned())
                }
                "expertise" => {
                    let told = match filter.expertise? {
                        Which::None => texts.report_no_expertise,
                        Which::Is(_) => texts.report_this_expertise,
                    };
                    (texts.expertise, told.to_owned())
                }
                _ => return None,
            };
            let chosen = Some(value.clone());
            Some(view! { <Choice name label choices=vec![(value, told)] chosen /> })
        });
    chosen.collect_view()
}
