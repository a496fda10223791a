//! What is counted, by what it is grouped, and when: a form, that works without scripts as well; the address says it all.

use super::label::Words;
use super::page::Page;
use crate::history::chips::Chips;
use crate::history::choices::Choices;
use crate::text::{Texts, use_texts};
use crate::ui::{Icon, Size};
use domain::report::{Dimension, Filter, Key, Query, Span, View};
use leptos::html;
use leptos::prelude::*;
use leptos_router::components::A;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlElement};

/// The form.
#[component]
pub(super) fn Controls(page: Page) -> impl IntoView {
    let words = Words::of_page();
    let texts = words.texts;
    let kind = page.kind;
    let form = NodeRef::<html::Form>::new();
    let changed = move |event: leptos::ev::Event| {
        let told = form.get_untracked();
        let Some(told) = told.and_then(|form| FormData::new_with_form(&form).ok()) else {
            return;
        };
        let changed = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let changed = changed.and_then(|element| element.get_attribute("name"));
        let is_grouped_anew = matches!(changed.as_deref(), Some("by" | "then"));
        let told = kind.read(|name| {
            if is_grouped_anew && ["hidden", "folded"].contains(&name) {
                return None;
            }
            let values = told.get_all(name);
            let values: Vec<_> = values
                .iter()
                .filter_map(|value| value.as_string())
                .collect();
            Some(values.join(","))
        });
        // A date that is half typed is empty here, and the browser tells that it is not one.
        let Ok(mut next) = told else {
            return;
        };
        if changed.as_deref() == Some("span") {
            // Who chooses a span wants no longer the days that stood here.
            (next.question.filter.from, next.question.filter.to) = (None, None);
        }
        page.show(&next);
    };
    let query = Signal::derive(move || page.query());
    let choices = Choices::of_page();
    let is_filtered = move || {
        let filter = query.get().question.filter;
        filter != kind.usual().question.filter
    };
    view! {
        <form class="report__controls" action=kind.path() method="get" aria-label=texts.report_controls node_ref=form on:change=changed>
            <Kept query />
            <Measures page query />
            <Choice name="by" label=texts.report_by choices=dimensions(words) query of=|query| level(query, 0) />
            <Choice name="then" label=texts.report_then choices=then(words) query of=|query| level(query, 1) />
            <Choice name="span" label=texts.report_span choices=spans(words) query of=|query| query.question.span.word().to_owned() />
            <details class="report__filters" open=query.get_untracked().question.filter != kind.usual().question.filter>
                <summary class="button button--quiet">{texts.sessions_filters}</summary>
                <div class="report__more"><Filters query choices /></div>
            </details>
            <noscript><button class="button" type="submit">{texts.show}</button></noscript>
            <Show when=is_filtered>
                <A href=move || without_filters(page) attr:class="button button--quiet">{texts.sessions_clear}</A>
            </Show>
            <Set page choices />
        </form>
    }
}

/// The filters in use, which the form folds away.
#[component]
fn Set(page: Page, choices: Choices) -> impl IntoView {
    let kind = page.kind;
    move || {
        let query = page.query();
        let (filter, usual) = (query.question.filter, kind.usual().question.filter);
        let mut fields = Filter::FIELDS.to_vec();
        fields.retain(|name| filter.field(name) != usual.field(name));
        let address = move |filter| {
            let mut query = query.clone();
            query.question.filter = filter;
            kind.address(&query)
        };
        view! { <Chips choices filter fields address /> }
    }
}

fn without_filters(page: Page) -> String {
    let mut query = page.query();
    query.question.filter = page.kind.usual().question.filter;
    page.kind.address(&query)
}

/// What the form says without a field for it.
#[component]
fn Kept(query: Signal<Query>) -> impl IntoView {
    let hidden = move |name: &'static str, of: fn(&Query) -> String| {
        let value = move || of(&query.get());
        view! { <input type="hidden" name=name prop:value=value value=of(&query.get_untracked()) /> }
    };
    view! {
        {hidden("view", |query| query.view.word().to_owned())}
        {hidden("chart", |query| query.chart.word().to_owned())}
        {hidden("pivot", |query| if query.is_nested { "nested" } else { "" }.to_owned())}
        {hidden("hidden", |query| query.hidden.iter().map(Key::word).collect::<Vec<_>>().join(","))}
        {hidden("folded", |query| query.folded.words())}
        {hidden("counts_for", |query| field(&query.question.filter, "counts_for"))}
        {hidden("language", |query| field(&query.question.filter, "language"))}
        {hidden("hour", |query| field(&query.question.filter, "hour"))}
        {hidden("weekday", |query| field(&query.question.filter, "weekday"))}
        {hidden("hour_of_day", |query| field(&query.question.filter, "hour_of_day"))}
    }
}

/// One measure for a graph, several for a pivot.
#[component]
fn Measures(page: Page, query: Signal<Query>) -> impl IntoView {
    let words = Words::of_page();
    let choices = move || {
        let offered = page.kind.measures().iter();
        let offered = offered.map(|measure| {
            let name = words.measure(page.kind, *measure);
            (measure.word().to_owned(), name.to_owned())
        });
        offered.collect::<Vec<_>>()
    };
    let is_several = Memo::new(move |_| query.get().view == View::Pivot);
    let one = move || {
        view! {
            <Choice name="measure" label=words.texts.report_measure choices=choices() query of=|query| {
                query.measures.first().map_or_else(String::new, |measure| measure.word().to_owned())
            } />
        }
    };
    let several = move || {
        let boxes = page.kind.measures().iter().copied().map(|measure| {
            let is_chosen = move || query.get().measures.contains(&measure);
            let at_first = query.get_untracked().measures.contains(&measure);
            view! {
                <label class="check">
                    <input class="check__input" type="checkbox" name="measure" value=measure.word() checked=at_first prop:checked=is_chosen />
                    <span>{words.measure(page.kind, measure)}</span>
                </label>
            }
        });
        view! {
            <details class="report__filters">
                <summary class="button">{words.texts.report_measures}</summary>
                <div class="report__more" role="group" aria-label=words.texts.report_measures>
                    {boxes.collect_view()}
                </div>
            </details>
        }
    };
    move || {
        if is_several.get() {
            several().into_any()
        } else {
            one().into_any()
        }
    }
}

/// A field of the filters, and what a report says of it.
type Said = (&'static str, fn(&Query) -> String);

/// The filters that are chosen of a list.
const FIELDS: [Said; 9] = [
    ("channel", |query| field(&query.question.filter, "channel")),
    ("operator", |query| {
        field(&query.question.filter, "operator")
    }),
    ("outcome", |query| field(&query.question.filter, "outcome")),
    ("rating", |query| field(&query.question.filter, "rating")),
    ("tag", |query| field(&query.question.filter, "tag")),
    ("expertise", |query| {
        field(&query.question.filter, "expertise")
    }),
    ("chatbot", |query| field(&query.question.filter, "chatbot")),
    ("handler", |query| field(&query.question.filter, "handler")),
    ("country", |query| field(&query.question.filter, "country")),
];

#[component]
fn Filters(query: Signal<Query>, choices: Choices) -> impl IntoView {
    let texts = use_texts();
    let date = move |name: &'static str, label: &'static str| {
        let value = move || field(&query.get().question.filter, name);
        view! {
            <label class="filters__filter">
                <span class="field__label">{label}</span>
                <input class="field__input" type="date" name=name prop:value=value value=field(&query.get_untracked().question.filter, name) />
            </label>
        }
    };
    let filter = move |(name, of): Said| {
        move || {
            let mut offered = with_any(texts, choices.of(name));
            let chosen = query.get_untracked();
            let value = of(&chosen);
            if !offered.iter().any(|(known, _)| *known == value) {
                let told = choices.told(&chosen.question.filter, name);
                offered.push((value, told.unwrap_or_default()));
            }
            view! { <Choice name label=choices.label(name) choices=offered query of /> }
        }
    };
    view! {
        {FIELDS.map(filter).collect_view()}
        {date("from", texts.date_from)}
        {date("to", texts.date_to)}
    }
}

/// One of several.
#[component]
fn Choice(
    name: &'static str,
    label: &'static str,
    choices: Vec<(String, String)>,
    query: Signal<Query>,
    of: fn(&Query) -> String,
) -> impl IntoView {
    let at_first = of(&query.get_untracked());
    let options = choices.into_iter().map(|(value, text)| {
        let is_chosen = at_first == value;
        view! { <option value=value selected=is_chosen>{text}</option> }
    });
    view! {
        <label class="filters__filter">
            <span class="field__label">{label}</span>
            <span class="select">
                <select class="select__input" name=name prop:value=move || of(&query.get())>
                    {options.collect_view()}
                </select>
                <Icon name="chevron-down" size=Size::Small />
            </span>
        </label>
    }
}

fn level(query: &Query, level: usize) -> String {
    let dimension = query.question.by.get(level);
    dimension
        .map_or("none", |dimension| dimension.word())
        .to_owned()
}

/// What a filter says in a field of the address; nothing if it says nothing.
fn field(filter: &Filter, name: &str) -> String {
    filter.field(name).unwrap_or_default()
}

fn dimensions(words: Words) -> Vec<(String, String)> {
    let named = |dimension: Dimension| {
        let name = words.dimension(dimension);
        (dimension.word().to_owned(), name.to_owned())
    };
    Dimension::ALL.map(named).to_vec()
}

fn then(words: Words) -> Vec<(String, String)> {
    let none = ("none".to_owned(), words.texts.report_nothing.to_owned());
    std::iter::once(none).chain(dimensions(words)).collect()
}

fn spans(words: Words) -> Vec<(String, String)> {
    let named = |span: Span| (span.word().to_owned(), words.span(span).to_owned());
    Span::ALL.map(named).to_vec()
}

fn with_any(texts: &Texts, choices: Vec<(String, String)>) -> Vec<(String, String)> {
    let any = (String::new(), texts.sessions_any.to_owned());
    std::iter::once(any).chain(choices).collect()
}
