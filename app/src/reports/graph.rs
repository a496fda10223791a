//! A report as a graph (spec 13.2): SVG, drawn on the server and in the browser alike.

use super::figure::{self, Category, Figure, Series, ticks};
use super::label::Words;
use super::page::Page;
use super::pie::{Pie, slices};
use super::pivot::Pivot;
use crate::browser::drawing::Drawing;
use crate::ui::{Button, Kind};
use domain::report::{Chart, Measure, Query, Report};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::fmt::Write;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};

/// The paper, in units of its own; the browser makes it as wide as there is room.
const WIDTH: f64 = 1000.;
const HEIGHT: f64 = 300.;
/// Where the axes stand.
const LEFT: f64 = 52.;
const RIGHT: f64 = 8.;
const TOP: f64 = 12.;
const BOTTOM: f64 = 26.;
/// How wide a letter of a name below the axis is on average, and the least and the most room that a name takes.
const LETTER: f64 = 5.4;
const NAME_WIDTH: (f64, f64) = (24., 140.);

/// The graph with its legend, and the same as a table.
#[component]
pub(super) fn Graph(page: Page, report: Report, query: Query) -> impl IntoView {
    let words = Words::of_page();
    let texts = words.texts;
    let told = RwSignal::new(String::new());
    let series = figure::series(words, page.kind, &report, &query);
    let is_pie = query.chart == Chart::Pie;
    let title = query
        .measures
        .first()
        .map(|one| words.measure(page.kind, *one));
    let (in_table, of_table) = (report.clone(), query.clone());
    // What is pressed may stand in a graph that was drawn before this one, and has become it.
    let save = move |event: MouseEvent| {
        let drawing = event.target().and_then(|pressed| drawing(&pressed));
        let name = format!("{}.png", page.kind.word());
        spawn_local(async move {
            let saved = match drawing {
                Some(drawing) => drawing.save(&name).await,
                None => None,
            };
            if saved.is_none() {
                told.try_set(texts.report_picture_failed.to_owned());
            }
        });
    };
    let legend = series.clone();
    let drawn = move || {
        if is_pie {
            let measure = query.measures.first().copied().unwrap_or(Measure::Count);
            let slices = slices(words, &report, measure);
            return view! { <Pie page slices measure told /> }.into_any();
        }
        let figure = page
            .hidden
            .with(|hidden| Figure::of(words, &report, &query, &series, hidden));
        axes(&figure, query.chart, told).into_any()
    };
    view! {
        <figure class="chart">
            <figcaption class="chart__head">
                <strong class="chart__title">{title}</strong>
                {(!is_pie).then(|| view! { <Legend page series=legend /> })}
                <Charts page />
                <Button kind=Kind::Sign icon="download" label=texts.report_picture on:click=save />
            </figcaption>
            <p class="chart__told" aria-hidden="true">{move || told.get()}</p>
            <div class="chart__paper">{drawn}</div>
            <details class="chart__table">
                <summary class="button button--quiet">{texts.report_as_table}</summary>
                <Pivot page report=in_table query=of_table />
            </details>
        </figure>
    }
}

/// The graph of the figure in which something was pressed, with its title and what its colours stand for, as far as they are shown.
fn drawing(pressed: &EventTarget) -> Option<Drawing> {
    let figure = pressed.dyn_ref::<Element>()?.closest(".chart").ok()??;
    let title = figure.query_selector(".chart__title").ok()??;
    let entries = figure
        .query_selector_all(".chart__entry:not([aria-pressed=false])")
        .ok()?;
    let entries = (0..entries.length()).filter_map(|place| {
        let entry: Element = entries.get(place)?.dyn_into().ok()?;
        let mark = entry.query_selector("rect").ok()??;
        Some((mark, entry.text_content()?.trim().to_owned()))
    });
    Some(Drawing {
        svg: figure.query_selector(".chart__paper svg").ok()??,
        title: title.text_content()?,
        legend: entries.collect(),
    })
}

/// The kinds of graphs.
#[component]
fn Charts(page: Page) -> impl IntoView {
    let words = Words::of_page();
    let link = move |chart: Chart| {
        let href = move || {
            let query = page.query();
            let series = query.series();
            let mut next = Query { chart, ..query };
            if next.series() != series {
                next.hidden.clear();
            }
            page.kind.address(&next)
        };
        let is_shown = move || page.query().chart == chart;
        view! {
            <a href=href class="shapes__shape" aria-current=move || if is_shown() { "true" } else { "false" }>
                {words.chart(chart)}
            </a>
        }
    };
    view! {
        <nav class="shapes chart__kinds" aria-label=words.texts.report_charts>{Chart::ALL.map(link).collect_view()}</nav>
    }
}

/// What the colours stand for; each can be switched off.
#[component]
fn Legend(page: Page, series: Vec<Series>) -> impl IntoView {
    let entries = series.into_iter().map(|series| {
        let key = series.key.clone();
        let of_key = key.clone();
        let is_shown = move || {
            let hidden = page.hidden.read();
            of_key.as_ref().is_none_or(|key| !hidden.contains(key))
        };
        let switch = move |_| {
            if let Some(key) = &key {
                page.switch(key);
            }
        };
        let class = format!("chart__mark chart__mark--{}", series.colour);
        let mark = view! { <svg class=class viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="3" /></svg> };
        if series.key.is_none() {
            return view! { <li class="chart__entry">{mark} {series.name}</li> }.into_any();
        }
        view! {
            <li>
                <button type="button" class="chart__entry" aria-pressed=move || is_shown().to_string() on:click=switch>
                    {mark} {series.name}
                </button>
            </li>
        }
        .into_any()
    });
    view! { <ul class="chart__legend">{entries.collect_view()}</ul> }
}

/// Bars or lines over an axis of groups.
pub(super) fn axes(figure: &Figure, chart: Chart, told: RwSignal<String>) -> impl IntoView + use<> {
    let words = Words::of_page();
    let marks = ticks(figure.highest(chart), figure.measure.unit());
    let highest = marks.last().copied().unwrap_or(1.);
    let plan = Plan {
        highest,
        step: (WIDTH - LEFT - RIGHT) / count(figure.categories.len().max(1)),
    };
    let lines = marks.into_iter().map(|mark| {
        let y = plan.y(mark);
        let name = words.number(mark, 1);
        view! {
            <line class="chart__line" x1=LEFT x2=WIDTH - RIGHT y1=y y2=y />
            <text class="chart__name" x=LEFT - 8. y=y + 4. text-anchor="end">{name}</text>
        }
    });
    // Where names would run into each other, only some stand.
    let longest = figure
        .categories
        .iter()
        .map(|category| category.name.chars().count());
    let name_width = LETTER * count(longest.max().unwrap_or_default() + 1);
    let few = (name_width.clamp(NAME_WIDTH.0, NAME_WIDTH.1) / plan.step).ceil();
    let every = figure.categories.iter().enumerate().map(|(place, category)| {
        let is_told = (count(place) % few).abs() < 0.5;
        is_told.then(|| {
            let name = shortened(&category.name, plan.step * few);
            view! { <text class="chart__name" x=plan.middle(place) y=HEIGHT - 8. text-anchor="middle">{name}</text> }
        })
    });
    let names = every.collect_view();
    let drawn = figure
        .categories
        .iter()
        .enumerate()
        .map(|(place, category)| {
            let marks = match chart {
                Chart::Line => dots(plan, place, figure, category).into_any(),
                Chart::Stacked if figure.is_stackable() => {
                    stacked(plan, place, figure, category, told, words).into_any()
                }
                _ => beside(plan, place, figure, category, told, words).into_any(),
            };
            let label = figure.told(words, category);
            let column = column(plan, place, category.href.clone(), label, told);
            view! { <g class="chart__place">{column} {marks}</g> }
        });
    let lines_between = (chart == Chart::Line).then(|| courses(plan, figure));
    view! {
        <svg class="chart__svg" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="group" aria-label=words.texts.report_graph>
            {lines.collect_view()}
            {names}
            {lines_between}
            {drawn.collect_view()}
        </svg>
    }
}

/// Where things stand on the paper.
#[derive(Clone, Copy)]
struct Plan {
    highest: f64,
    step: f64,
}

impl Plan {
    fn y(self, value: f64) -> f64 {
        HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / self.highest
    }

    fn left(self, place: usize) -> f64 {
        LEFT + self.step * count(place)
    }

    fn middle(self, place: usize) -> f64 {
        self.left(place) + self.step / 2.
    }

    /// The room that the bars of a place take.
    fn bar(self) -> f64 {
        (self.step * 0.72).min(64.)
    }
}

/// All of a place: it can be focused and says what stands there.
fn column(
    plan: Plan,
    place: usize,
    href: Option<String>,
    label: String,
    told: RwSignal<String>,
) -> AnyView {
    let (x, height) = (plan.left(place), HEIGHT - BOTTOM - TOP);
    let said = label.clone();
    let say = move || {
        told.try_set(said.clone());
    };
    let (focused, pointed) = (say.clone(), say);
    let room = view! { <rect class="chart__room" x=x y=TOP width=plan.step height=height /> };
    match href {
        Some(href) => view! {
            <g on:focusin=move |_| focused() on:pointerenter=move |_| pointed()>
                <a href=href aria-label=label class="chart__column">{room}</a>
            </g>
        }
        .into_any(),
        None => view! {
            <g role="img" tabindex="0" aria-label=label class="chart__column" on:focusin=move |_| focused() on:pointerenter=move |_| pointed()>
                {room}
            </g>
        }
        .into_any(),
    }
}

/// One bar of a series: a click opens its sessions.
fn bar(
    figure: &Figure,
    place: usize,
    category: &Category,
    (x, y, width, height): (f64, f64, f64, f64),
    told: RwSignal<String>,
    words: Words,
) -> AnyView {
    let series = figure.series.get(place);
    let point = category.points.get(place).and_then(Option::as_ref);
    let (Some(series), Some(point)) = (series, point) else {
        return ().into_any();
    };
    let value = words.value(figure.measure, Some(point.value));
    let label = format!("{}, {}: {value}", category.name, series.name);
    let class = format!("chart__bar chart__bar--{}", series.colour);
    let said = label.clone();
    let say = move |_| {
        told.try_set(said.clone());
    };
    let drawn = view! { <rect class=class x=x y=y width=width height=height.max(1.) rx="2" /> };
    match point.href.clone() {
        Some(href) => view! {
            <g on:pointerenter=say>
                <a href=href tabindex="-1" aria-label=label>{drawn}</a>
            </g>
        }
        .into_any(),
        None => view! { <g on:pointerenter=say>{drawn}</g> }.into_any(),
    }
}

fn stacked(
    plan: Plan,
    place: usize,
    figure: &Figure,
    category: &Category,
    told: RwSignal<String>,
    words: Words,
) -> impl IntoView + use<> {
    let width = plan.bar();
    let x = plan.middle(place) - width / 2.;
    let mut below = 0.;
    let bars = category.points.iter().enumerate().map(|(series, point)| {
        let part = point.as_ref().map_or(0., |point| point.part);
        let (low, high) = (plan.y(below), plan.y(below + part));
        below += part;
        // A hair of paper between them tells them apart for who does not see the colours.
        let room = (x, high, width, low - high - 1.);
        bar(figure, series, category, room, told, words)
    });
    bars.collect_view()
}

fn beside(
    plan: Plan,
    place: usize,
    figure: &Figure,
    category: &Category,
    told: RwSignal<String>,
    words: Words,
) -> impl IntoView + use<> {
    let width = plan.bar() / count(figure.series.len().max(1));
    let left = plan.middle(place) - plan.bar() / 2.;
    let bars = category.points.iter().enumerate().map(|(series, point)| {
        let value = point.as_ref().map_or(0., |point| point.value);
        let y = plan.y(value);
        let room = (
            left + width * count(series),
            y,
            (width - 1.).max(1.),
            plan.y(0.) - y,
        );
        bar(figure, series, category, room, told, words)
    });
    bars.collect_view()
}

fn dots(plan: Plan, place: usize, figure: &Figure, category: &Category) -> impl IntoView + use<> {
    let points = figure.series.iter().zip(&category.points);
    let dots = points.map(|(series, point)| {
        let class = format!("chart__dot chart__bar--{}", series.colour);
        let point = point.as_ref()?;
        let (x, y) = (plan.middle(place), plan.y(point.value));
        Some(view! { <circle class=class cx=x cy=y r="3.5" /> })
    });
    dots.collect_view()
}

/// The lines from place to place; where a series has nothing, it is broken.
fn courses(plan: Plan, figure: &Figure) -> impl IntoView + use<> {
    let courses = figure.series.iter().enumerate().map(|(series, of)| {
        let mut path = String::new();
        let mut is_drawing = false;
        for (place, category) in figure.categories.iter().enumerate() {
            let point = category.points.get(series).and_then(Option::as_ref);
            if let Some(point) = point {
                let (x, y) = (plan.middle(place), plan.y(point.value));
                let step = if is_drawing { 'L' } else { 'M' };
                // Writing to a text cannot fail.
                let _ = write!(path, "{step}{x:.1} {y:.1}");
            }
            is_drawing = point.is_some();
        }
        let class = format!("chart__course chart__course--{}", of.colour);
        view! { <path class=class d=path /> }
    });
    courses.collect_view()
}

/// A name that fits into some room, by the width that its letters have on average.
fn shortened(name: &str, room: f64) -> String {
    let most = (room / LETTER).floor();
    if count(name.chars().count()) <= most {
        return name.to_owned();
    }
    let mut kept = String::new();
    for letter in name.chars() {
        if count(kept.chars().count() + 1) >= most {
            break;
        }
        kept.push(letter);
    }
    format!("{}…", kept.trim_end())
}

/// How many, as a length is reckoned with.
pub(super) fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_name_is_cut_to_the_room_it_has() {
        assert_eq!(shortened("1 Nov 2026", 84.), "1 Nov 2026");
        assert_eq!(shortened("A very long name", 54.), "A very lo…");
        assert_eq!(shortened("Long", 1.), "…");
    }
}
