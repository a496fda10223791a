//! Which sessions are asked for; the address of the page says it, so that it can be sent and come back to.

use super::address::{Address, Shape};
use super::chips::Chips;
use super::choices::{Choice, Choices};
use crate::text::use_texts;
use domain::report::Filter;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use web_sys::FormData;

/// The filters, a form that works without scripts as well.
#[component]
pub(super) fn Filters(address: Address, choices: Choices) -> impl IntoView {
    let texts = use_texts();
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
    let led_here = LED_HERE
        .into_iter()
        .filter(|name| address.filter.field(name).is_some());
    let led_here: Vec<_> = led_here.collect();
    let without = move |filter| Address { filter, ..address }.at("");
    let all = Address {
        filter: Filter::default(),
        ..address
    };
    view! {
        <form class="filters" action="/sessions" method="get" aria-label=texts.sessions_filters node_ref=form on:change=changed>
            {(address.shape == Shape::List).then(|| view! { <input type="hidden" name="view" value="list" /> })}
            {["channel", "operator", "outcome", "rating"].map(|name| {
                let chosen = address.filter.field(name);
                view! { <Choice name label=choices.label(name) choices=choices.of(name) chosen /> }
            }).collect_view()}
            <Further choices filter=address.filter />
            {kept(address.filter)}
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
            <Chips choices filter=address.filter fields=led_here address=without />
        </form>
    }
}

/// What can be chosen besides, as far as it is known: some of it is asked for only once the page is here.
#[component]
fn Further(choices: Choices, filter: Filter) -> impl IntoView {
    const FIELDS: [&str; 5] = ["tag", "expertise", "chatbot", "handler", "country"];
    FIELDS
        .map(|name| {
            move || {
                let chosen = filter.field(name);
                let mut offered = choices.of(name);
                if let Some(value) = &chosen
                    && !offered.iter().any(|(known, _)| known == value)
                {
                    let told = choices.told(&filter, name).unwrap_or_default();
                    offered.push((value.clone(), told));
                }
                view! { <Choice name label=choices.label(name) choices=offered chosen /> }
            }
        })
        .collect_view()
}

/// What a report led here with and the form has no field for: it is kept when something else is chosen, and can be taken back.
const LED_HERE: [&str; 5] = ["counts_for", "language", "hour", "weekday", "hour_of_day"];

fn kept(filter: Filter) -> impl IntoView {
    let kept = LED_HERE.into_iter().filter_map(|name| {
        let value = filter.field(name)?;
        Some(view! { <input type="hidden" name=name value=value /> })
    });
    kept.collect_view()
}
