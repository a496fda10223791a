//! A report as a pie: what each group of the first level has of all.

use super::figure::{Category, Figure, colour};
use super::label::Words;
use domain::report::Key;
use leptos::prelude::*;
use std::f64::consts::TAU;

const CENTRE: f64 = 150.;
const RADIUS: f64 = 140.;
/// A pie of more pieces nobody can read: the others follow as a list.
const MOST: usize = 24;

/// The pie, with what each piece stands for beside it.
#[component]
pub(super) fn Pie(figure: Figure, told: RwSignal<String>) -> impl IntoView {
    let words = Words::of_page();
    let Figure {
        measure,
        categories,
        ..
    } = figure;
    let value = |category: &Category| category.whole.filter(|value| *value > 0.);
    let all: f64 = categories.iter().filter_map(value).sum();
    let mut before = 0.;
    let mut pieces = Vec::new();
    let mut entries = Vec::new();
    for (place, category) in categories.into_iter().enumerate().take(MOST) {
        let Some(part) = value(&category) else {
            continue;
        };
        let begins = before;
        before += part;
        let share = words.number(part / all * 100., 1);
        let label = format!(
            "{}: {} ({share} %)",
            category.name,
            words.value(measure, Some(part))
        );
        let colour = colour(place, &Key::Number(0), None);
        pieces.push(piece(
            arc(begins / all, before / all),
            colour,
            category.href,
            label.clone(),
            told,
        ));
        let class = format!("chart__mark chart__mark--{colour}");
        entries.push(view! {
            <li class="chart__entry">
                <svg class=class viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="3" /></svg>
                {label}
            </li>
        });
    }
    let size = CENTRE * 2.;
    view! {
        <div class="chart__pie">
            <svg class="chart__round" viewBox=format!("0 0 {size} {size}") role="group" aria-label=words.texts.report_graph>{pieces}</svg>
            <ul class="chart__entries">{entries}</ul>
        </div>
    }
}

fn piece(
    path: String,
    colour: &'static str,
    href: Option<String>,
    label: String,
    told: RwSignal<String>,
) -> AnyView {
    let class = format!("chart__bar chart__piece chart__bar--{colour}");
    let said = label.clone();
    let say = move || {
        told.try_set(said.clone());
    };
    let (focused, pointed) = (say.clone(), say);
    let drawn = view! { <path class=class d=path /> };
    match href {
        Some(href) => view! {
            <g on:focusin=move |_| focused() on:pointerenter=move |_| pointed()>
                <a href=href aria-label=label class="chart__column">{drawn}</a>
            </g>
        }
        .into_any(),
        None => view! {
            <g role="img" tabindex="0" aria-label=label class="chart__column" on:focusin=move |_| focused() on:pointerenter=move |_| pointed()>
                {drawn}
            </g>
        }
        .into_any(),
    }
}

/// The outline of a piece between two shares of the whole, clockwise from the top.
fn arc(from: f64, to: f64) -> String {
    let at = |share: f64, radius: f64| {
        let angle = share * TAU;
        (CENTRE + radius * angle.sin(), CENTRE - radius * angle.cos())
    };
    if to - from > 1. - 1e-9 {
        // An arc that ends where it begins is none: two halves make the whole.
        let ((x, top), (_, bottom)) = (at(0., RADIUS), at(0.5, RADIUS));
        return format!(
            "M{x:.2} {top:.2}A{RADIUS} {RADIUS} 0 1 1 {x:.2} {bottom:.2}A{RADIUS} {RADIUS} 0 1 1 {x:.2} {top:.2}Z"
        );
    }
    let ((x1, y1), (x2, y2)) = (at(from, RADIUS), at(to, RADIUS));
    let is_large = u8::from(to - from > 0.5);
    format!("M{CENTRE} {CENTRE}L{x1:.2} {y1:.2}A{RADIUS} {RADIUS} 0 {is_large} 1 {x2:.2} {y2:.2}Z")
}

#[cfg(test)]
mod tests {
    use super::arc;

    #[test]
    fn a_piece_begins_at_the_top_and_goes_clockwise() {
        assert_eq!(
            arc(0., 0.25),
            "M150 150L150.00 10.00A140 140 0 0 1 290.00 150.00Z"
        );
        assert_eq!(
            arc(0.25, 1.),
            "M150 150L290.00 150.00A140 140 0 1 1 150.00 10.00Z"
        );
        assert!(arc(0., 1.).starts_with("M150.00 10.00A140 140 0 1 1 150.00 290.00"));
    }
}
