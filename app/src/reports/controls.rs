//! What is counted, by what it is grouped, and when: a form, that works without scripts as well; the address says it all.

use super::label::Words;
use super::page::Page;
use crate::live::Console;
use crate::text::Texts;
use crate::ui::{Icon, Size};
use domain::conversation::Outcome;
use domain::report::{Dimension, Filter, Query, Rated, Span, View};
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlElement};

/// The form.
#[component]
pub(super) fn Controls(page: Page) -> impl IntoView {
    let words = Words::of_page();
    let texts = words.texts;
    let kind = page.kind;
    let form = NodeRef::<html::Form>::new();
    let navigate = use_navigate();
    let changed = move |event: leptos::ev::Event| {
        let told = form.get_untracked();
        let Some(told) = told.and_then(|form| FormData::new_with_form(&form).ok()) else {
            return;
        };
        let told = kind.read(|name| {
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
        let changed = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let name = changed.and_then(|element| element.get_attribute("name"));
        if name.as_deref() == Some("span") {
            // Who chooses a span wants no longer the days that stood here.
            (next.question.filter.from, next.question.filter.to) = (None, None);
        }
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&kind.address(&next), options);
    };
    let query = Signal::derive(move || page.query());
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
                <div class="report__more"><Filters query /></div>
            </details>
            <noscript><button class="button" type="submit">{texts.show}</button></noscript>
            <Show when=is_filtered>
                <A href=move || without_filters(page) attr:class="button button--quiet">{texts.sessions_clear}</A>
            </Show>
        </form>
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
        {hidden("counts_for", |query| field(&query.question.filter, "counts_for"))}
        {hidden("chatbot", |query| field(&query.question.filter, "chatbot"))}
        {hidden("country", |query| field(&query.question.filter, "country"))}
        {hidden("tag", |query| field(&query.question.filter, "tag"))}
        {hidden("expertise", |query| field(&query.question.filter, "expertise"))}
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

#[component]
fn Filters(query: Signal<Query>) -> impl IntoView {
    let (words, console) = (Words::of_page(), Console::of_page());
    let texts = words.texts;
    let date = move |name: &'static str, label: &'static str| {
        let value = move || field(&query.get().question.filter, name);
        view! {
            <label class="filters__filter">
                <span class="field__label">{label}</span>
                <input class="field__input" type="date" name=name prop:value=value value=field(&query.get_untracked().question.filter, name) />
            </label>
        }
    };
    view! {
        <Choice name="channel" label=texts.channel choices=with_any(texts, channels(console)) query of=|query| field(&query.question.filter, "channel") />
        <Choice name="operator" label=texts.role_operator choices=with_any(texts, operators(console)) query of=|query| field(&query.question.filter, "operator") />
        <Choice name="outcome" label=texts.outcome choices=with_any(texts, outcomes(texts)) query of=|query| field(&query.question.filter, "outcome") />
        <Choice name="rating" label=texts.session_rating choices=with_any(texts, ratings(texts)) query of=|query| field(&query.question.filter, "rating") />
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
    let mut fields = filter.fields().into_iter();
    let found = fields.find(|(known, _)| *known == name);
    found.map(|(_, value)| value).unwrap_or_default()
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

fn channels(console: Console) -> Vec<(String, String)> {
    console.channels.with_untracked(|channels| {
        let all = channels.all().iter();
        all.map(|card| (card.id.to_string(), card.name.clone()))
            .collect()
    })
}

fn operators(console: Console) -> Vec<(String, String)> {
    console.people.with_untracked(|people| {
        let all = people.iter();
        all.map(|person| (person.operator.id.to_string(), person.operator.name.clone()))
            .collect()
    })
}

fn outcomes(texts: &Texts) -> Vec<(String, String)> {
    let named = |outcome: Outcome| {
        let name = crate::conversation::panel::outcome_name(texts, outcome);
        (outcome.word().to_owned(), name.to_owned())
    };
    Outcome::ALL.map(named).to_vec()
}

fn ratings(texts: &Texts) -> Vec<(String, String)> {
    let named = |rated: Rated| {
        let name = match rated {
            Rated::Any => texts.session_rated,
            Rated::Not => texts.session_unrated,
            Rated::As(face) => crate::face::face_name(texts, face),
        };
        (rated.word().to_owned(), name.to_owned())
    };
    Rated::ALL.map(named).to_vec()
}
