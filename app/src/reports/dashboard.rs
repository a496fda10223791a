//! *Reports → Dashboard* (spec 13.5): how it stands now, live, and the last 30 days.

use super::api;
use super::figure::{self, Figure};
use super::graph::axes;
use super::label::Words;
use super::{Numbers, Reports};
use crate::administration::Administrators;
use crate::browser::locale;
use crate::first::First;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use domain::report::{Dashboard, Kind, Measure, Query, Report, Standing};
use domain::time::{MINUTE_MS, Timestamp};
use leptos::prelude::*;
use leptos_router::components::A;
use std::collections::BTreeSet;
use std::time::Duration;

/// News come one by one; the figures are asked for at most this often.
const ASKED_AFTER: Duration = Duration::from_secs(1);

/// The page `/reports/dashboard`.
#[component]
pub(crate) fn DashboardPage() -> impl IntoView {
    view! { <Administrators><Content /></Administrators> }
}

#[component]
fn Content() -> impl IntoView {
    let words = Words::of_page();
    let first = First::take(|first| match first {
        First::Dashboard(dashboard) => Some(*dashboard),
        _ => None,
    });
    let loaded = Loaded::new(first, || api::dashboard(locale::zone_name(), locale::tag()));
    refresh_with_news(loaded);
    let is_here = Memo::new(move |_| loaded.get().is_some());
    let content = move || {
        if is_here.get() {
            view! { <Told loaded /> }.into_any()
        } else {
            view! { <Shown loaded content=|_| ().into_any() /> }.into_any()
        }
    };
    view! { <Reports title=words.texts.report_dashboard>{content}</Reports> }
}

/// Asks again when something happened in a conversation, or nothing did for a while.
fn refresh_with_news(loaded: Loaded<Dashboard>) {
    let (console, words) = (Console::of_page(), Words::of_page());
    let is_due = StoredValue::new(false);
    let is_first = StoredValue::new(true);
    let news = Memo::new(move |_| {
        console.inbox.with(|inbox| {
            let rows = inbox.rows.iter().map(|row| {
                let of = &row.conversation;
                (of.id, of.status(), of.waits_since, of.history.messages)
            });
            rows.collect::<Vec<_>>()
        })
    });
    Effect::new(move || {
        news.with(|_| ());
        words.clock.now.track();
        if is_first.get_value() {
            is_first.set_value(false);
            // Days of UTC came with a page whose reader is elsewhere.
            loaded.refresh();
            return;
        }
        if is_due.get_value() {
            return;
        }
        is_due.set_value(true);
        set_timeout(
            move || {
                // The page may have been left meanwhile.
                if is_due.try_set_value(false).is_none() {
                    loaded.refresh();
                }
            },
            ASKED_AFTER,
        );
    });
}

/// What has not changed stays as it is, and the keyboard in it.
#[component]
fn Told(loaded: Loaded<Dashboard>) -> impl IntoView {
    let texts = Words::of_page().texts;
    let standing = Memo::new(move |_| {
        let dashboard = loaded.get();
        dashboard.map_or_else(Standing::default, |dashboard| dashboard.standing)
    });
    let lately = Memo::new(move |_| {
        let dashboard = loaded.get();
        // Nothing that is told of these days depends on the moment.
        dashboard.map(|dashboard| Report {
            now: Timestamp::default(),
            ..dashboard.lately
        })
    });
    let lately = move || {
        let report = lately.get()?;
        Some(view! {
            <Numbers report=report.clone() />
            <Lately report />
        })
    };
    view! {
        <section class="report__content">
            <h2 class="report__title">{texts.dashboard_now}</h2>
            <Now standing />
        </section>
        <section class="report__content">
            <h2 class="report__title">{texts.span_30_days}</h2>
            {lately}
        </section>
    }
}

#[component]
fn Now(standing: Memo<Standing>) -> impl IntoView {
    let (console, words) = (Console::of_page(), Words::of_page());
    let texts = words.texts;
    let online = move || {
        let online = console.people.with(|people| {
            let people = people.iter();
            people.filter(|person| person.presence.is_there()).count()
        });
        online.to_string()
    };
    let longest = move || {
        let now = words.clock.now.get();
        let since = standing.get().waits_since;
        let minutes = since.map(|since| now.since(since).max(0) / MINUTE_MS);
        match minutes {
            Some(minutes) => {
                let count = minutes.to_string();
                crate::text::fill(texts.minutes_short, &[("count", &count)])
            }
            None => "–".to_owned(),
        }
    };
    view! {
        <dl class="numbers">
            <div class="numbers__number"><dt>{texts.dashboard_open}</dt><dd>{move || standing.get().open}</dd></div>
            <div class="numbers__number"><dt>{texts.dashboard_waiting}</dt><dd>{move || standing.get().waiting}</dd></div>
            <div class="numbers__number"><dt>{texts.dashboard_help}</dt><dd>{move || standing.get().looking_for_help}</dd></div>
            <div class="numbers__number"><dt>{texts.dashboard_online}</dt><dd>{online}</dd></div>
            <div class="numbers__number"><dt>{texts.dashboard_longest}</dt><dd>{longest}</dd></div>
        </dl>
    }
}

/// How many conversations there were on each day, and how they were rated.
#[component]
fn Lately(report: Report) -> impl IntoView {
    let words = Words::of_page();
    if report.table.total.count == 0 {
        return ().into_any();
    }
    let query = Query {
        measures: vec![Measure::Count],
        ..Kind::Sessions.usual()
    };
    let address = Kind::Sessions.address(&query);
    let series = figure::series(words, Kind::Sessions, &report, &query);
    let entries = series.iter().map(|series| {
        let class = format!("chart__mark chart__mark--{}", series.colour);
        view! {
            <li class="chart__entry">
                <svg class=class viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="3" /></svg>
                {series.name.clone()}
            </li>
        }
    });
    let entries = entries.collect_view();
    let figure = Figure::of(words, &report, &query, &series, &BTreeSet::new());
    let told = RwSignal::new(String::new());
    view! {
        <figure class="chart">
            <figcaption class="chart__head">
                <strong class="chart__title">{words.texts.sessions}</strong>
                <ul class="chart__legend">{entries}</ul>
                <A href=address attr:class="button button--quiet chart__kinds">{words.texts.report_sessions}</A>
            </figcaption>
            <p class="chart__told" aria-hidden="true">{move || told.get()}</p>
            <div class="chart__paper">{axes(&figure, query.chart, told)}</div>
        </figure>
    }
    .into_any()
}
