//! *Reports* (spec 13.2–13.4, 12.4): one engine, three of its configurations; the address is the whole state of each.

mod api;
mod controls;
mod dashboard;
mod favourites;
mod figure;
mod graph;
mod label;
mod page;
mod pie;
mod pivot;

use crate::administration::Administrators;
use crate::api::Failure;
use crate::history::{Found, Topic, Wrong};
use crate::sections::Sections;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Empty, Icon, Notice, Size, Skeleton, Tone};
use controls::Controls;
use domain::report::{Dimension, Filter, Folds, Kind, Measure, Query, Report, View};
use favourites::Favourites;
use graph::Graph;
use label::Words;
use leptos::prelude::*;
use leptos_router::components::A;
use page::Page;
use pivot::Pivot;

pub(crate) use dashboard::DashboardPage;

/// What the reports have in common.
#[component]
fn Reports(
    /// What the browser calls the page.
    title: &'static str,
    /// The report.
    children: Children,
) -> impl IntoView {
    let words = Words::of_page();
    let texts = words.texts;
    let sections = Kind::ALL.map(|kind| (kind.path(), words.kind(kind)));
    let mut sections = sections.to_vec();
    sections.push(("/reports/dashboard", texts.report_dashboard));
    sections.push(("/sessions", texts.sessions_history));
    view! {
        <Sections name=texts.reports title=title label=texts.report_sections sections>
            <div class="page__body report">{children()}</div>
        </Sections>
    }
}

/// The pages `/reports`, `/reports/operators` and `/reports/ratings`.
#[component]
pub(crate) fn ReportPage(
    /// Which.
    kind: Kind,
) -> impl IntoView {
    view! { <Administrators><Content kind /></Administrators> }
}

#[component]
fn Content(kind: Kind) -> impl IntoView {
    let words = Words::of_page();
    let page = Page::new(kind);
    let wrong = Memo::new(move |_| page.address.get().err());
    let content = move || match wrong.get() {
        Some(wrong) => view! {
            <Wrong wrong>
                <A href=kind.path() attr:class="button">{words.texts.report_usual}</A>
            </Wrong>
        }
        .into_any(),
        None => view! { <Shown page /> }.into_any(),
    };
    view! { <Reports title=words.kind(kind)>{content}</Reports> }
}

#[component]
fn Shown(page: Page) -> impl IntoView {
    let words = Words::of_page();
    let is_list = Memo::new(move |_| matches!(page.query().view, View::List | View::Kanban));
    let days = move || {
        page.answer.with(|answer| {
            let report = answer.as_ref()?.as_ref().ok()?;
            Some(said_of(words, report))
        })
    };
    let content = move || {
        if is_list.get() {
            view! { <Listed page /> }.into_any()
        } else {
            view! { <Counted page /> }.into_any()
        }
    };
    let public = (page.kind == Kind::Ratings).then(|| {
        view! {
            <a class="button button--quiet" href="/livechat" target="_blank" rel="external noopener">
                <Icon name="external-link" size=Size::Small />
                {words.texts.ratings_public}
            </a>
        }
    });
    view! {
        <div class="report__bar">
            <Controls page />
            <div class="report__deeds">
                <Views page />
                {public}
                <Download page />
            </div>
        </div>
        <Favourites page />
        <p class="report__days">{days}</p>
        <div class="report__content" aria-busy=move || page.is_loading.get().to_string()>{content}</div>
    }
}

/// Which days are counted, and by whose clock.
fn said_of(words: Words, report: &Report) -> String {
    let texts = words.texts;
    let zone = report.calendar.zone.replace('_', " ");
    let day = |day| words.day(Dimension::Day, day);
    let days = match report.days {
        (Some(from), Some(to)) if from == to => day(from),
        (Some(from), Some(to)) => format!("{} – {}", day(from), day(to)),
        (Some(from), None) => fill(texts.report_since, &[("day", &day(from))]),
        (None, Some(to)) => fill(texts.report_until, &[("day", &day(to))]),
        (None, None) => texts.span_all.to_owned(),
    };
    fill(texts.report_days, &[("days", &days), ("zone", &zone)])
}

/// The ways in which it is shown.
#[component]
fn Views(page: Page) -> impl IntoView {
    let words = Words::of_page();
    let link = move |view: View| {
        let href = move || {
            let query = page.query();
            page.kind.address(&Query { view, ..query })
        };
        let is_shown = move || page.query().view == view;
        view! {
            <a href=href class="shapes__shape" aria-current=move || if is_shown() { "true" } else { "false" }>
                {words.view(view)}
            </a>
        }
    };
    let links = page.kind.views().iter().copied().map(link).collect_view();
    view! { <nav class="shapes report__views" aria-label=words.texts.sessions_shape>{links}</nav> }
}

/// The way to the same as a file.
#[component]
fn Download(page: Page) -> impl IntoView {
    let texts = use_texts();
    let href = move || page.kind.file_address(&page.query());
    let file = format!("{}.csv", page.kind.word());
    view! {
        <a class="button" href=href download=file rel="external">
            <Icon name="download" size=Size::Small />
            {texts.export}
        </a>
    }
}

/// The conversations that are counted, one by one.
#[component]
fn Listed(page: Page) -> impl IntoView {
    let topic = match page.kind {
        Kind::Ratings => Topic::Ratings,
        Kind::Sessions | Kind::Operators => Topic::Sessions,
    };
    let filter = Memo::new(move |_| {
        let (query, answer) = (page.query(), page.answer.get());
        let report = answer?
            .ok()
            .filter(|report| report.question == query.question)?;
        let filter: Filter = report.opens(&[])?;
        Some((filter, query.view == View::List))
    });
    move || {
        let (filter, is_table) = filter.get()?;
        Some(view! { <Found filter is_table topic /> })
    }
}

/// Graph or pivot.
#[component]
fn Counted(page: Page) -> impl IntoView {
    let words = Words::of_page();
    let texts = words.texts;
    move || match page.answer.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(Err(Failure::Invalid(_))) => view! {
            <Notice tone=Tone::Plain icon="triangle-alert" text=texts.report_too_many />
        }
        .into_any(),
        Some(Err(_)) => view! {
            <Notice tone=Tone::Danger icon="triangle-alert" text=texts.cannot_load>
                <Button on:click=move |_| page.again()>{texts.try_again}</Button>
            </Notice>
        }
        .into_any(),
        Some(Ok(report)) if report.table.total.count == 0 => view! {
            <Empty icon="history" title=texts.sessions_none text=texts.report_none_text />
        }
        .into_any(),
        Some(Ok(report)) => {
            // What is asked for may have gone on while the answer is on its way.
            let query = page.whole.get();
            if query.question.by.contains(&Dimension::Language) {
                // The browser knows what languages are called.
                words.clock.is_local.track();
            }
            let numbers = view! { <Numbers report=report.clone() /> };
            if query.view == View::Pivot {
                view! {
                    {numbers}
                    <Turns page />
                    <Pivot page report query />
                }
                .into_any()
            } else {
                view! {
                    {numbers}
                    <Graph page report query />
                }
                .into_any()
            }
        }
    }
}

/// The figures that are asked for most.
#[component]
fn Numbers(report: Report) -> impl IntoView {
    let words = Words::of_page();
    let texts = words.texts;
    let kind = report.question.kind;
    let told = kind.numbers().iter().map(|measure| {
        let measure = *measure;
        let name = match measure {
            Measure::Count | Measure::Sessions => texts.sessions,
            Measure::TimeToAnswer => texts.number_time_to_answer,
            Measure::Happy => texts.number_happy,
            Measure::Unrated => texts.session_unrated,
            measure => words.measure(kind, measure),
        };
        let value = words.value(measure, report.table.total.value(measure, report.now));
        view! {
            <div class="numbers__number">
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    view! { <dl class="numbers">{told.collect_view()}</dl> }
}

/// Rows and columns change places, or stand below one another.
#[component]
fn Turns(page: Page) -> impl IntoView {
    let texts = use_texts();
    let is_of_two = move || page.query().question.by.len() > 1;
    let flipped = move || {
        let mut query = page.query();
        query.question.by.reverse();
        query.hidden.clear();
        query.folded = Folds::default();
        page.kind.address(&query)
    };
    let nested = move || {
        let query = page.query();
        let is_nested = !query.is_nested;
        page.kind.address(&Query { is_nested, ..query })
    };
    let name = move || {
        if page.query().is_nested {
            texts.report_across
        } else {
            texts.report_below
        }
    };
    view! {
        <Show when=is_of_two>
            <div class="pivot__deeds">
                <A href=flipped attr:class="button button--quiet">
                    <Icon name="rotate-ccw" size=Size::Small />
                    {texts.report_flip}
                </A>
                <A href=nested attr:class="button button--quiet">{name}</A>
            </div>
        </Show>
    }
}
