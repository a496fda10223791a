//! A report as a pie: what each group of the first level has of all.

use super::figure::{colour, opened};
use super::label::Words;
use super::page::Page;
use domain::report::{Key, Measure, Report, Tally};
use domain::time::Timestamp;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::f64::consts::TAU;

const CENTRE: f64 = 150.;
const RADIUS: f64 = 140.;
/// A pie of more pieces nobody can read: of more groups, the smallest are one piece.
const MOST: usize = 24;

/// A piece of a pie.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Slice {
    /// Its group; `None` for those that are put together.
    key: Option<Key>,
    name: String,
    href: Option<String>,
    colour: &'static str,
    value: f64,
}

/// The pie, with what each piece stands for beside it; each can be switched off.
#[component]
pub(super) fn Pie(
    page: Page,
    slices: Vec<Slice>,
    measure: Measure,
    told: RwSignal<String>,
) -> impl IntoView {
    let words = Words::of_page();
    let slices = StoredValue::new(slices);
    let shown = Memo::new(move |_| {
        page.hidden
            .with(|hidden| whole(&slices.get_value(), hidden))
    });
    let pieces = move || {
        let all = shown.get();
        let mut before = 0.;
        let hidden = page.hidden.get();
        let slices = slices
            .get_value()
            .into_iter()
            .filter(|slice| is_shown(slice, &hidden));
        let pieces = slices.map(|slice| {
            let begins = before;
            before += slice.value;
            let label = label(words, measure, &slice, Some(all));
            piece(
                arc(begins / all, before / all),
                slice.colour,
                slice.href,
                label,
                told,
            )
        });
        pieces.collect::<Vec<_>>()
    };
    let entries = slices.get_value().into_iter().map(|slice| {
        view! { <li><Entry page slice words measure shown /></li> }
    });
    let size = CENTRE * 2.;
    view! {
        <div class="chart__pie">
            <svg class="chart__round" viewBox=format!("0 0 {size} {size}") role="group" aria-label=words.texts.report_graph>{pieces}</svg>
            <ul class="chart__entries">{entries.collect_view()}</ul>
        </div>
    }
}

/// What a piece stands for; all but those that are put together can be switched off.
#[component]
fn Entry(
    page: Page,
    slice: Slice,
    words: Words,
    measure: Measure,
    shown: Memo<f64>,
) -> impl IntoView {
    let class = format!("chart__mark chart__mark--{}", slice.colour);
    let mark = view! { <svg class=class viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="3" /></svg> };
    let Some(key) = slice.key.clone() else {
        let label = move || label(words, measure, &slice, Some(shown.get()));
        return view! { <span class="chart__entry">{mark} {label}</span> }.into_any();
    };
    let of_key = key.clone();
    let is_on = Memo::new(move |_| page.hidden.with(|hidden| !hidden.contains(&of_key)));
    let label = move || label(words, measure, &slice, is_on.get().then(|| shown.get()));
    view! {
        <button type="button" class="chart__entry" aria-pressed=move || is_on.get().to_string() on:click=move |_| page.switch(&key)>
            {mark} {label}
        </button>
    }
    .into_any()
}

fn is_shown(slice: &Slice, hidden: &BTreeSet<Key>) -> bool {
    let key = slice.key.as_ref();
    key.is_none_or(|key| !hidden.contains(key))
}

/// What all pieces come to that are not switched off.
fn whole(slices: &[Slice], hidden: &BTreeSet<Key>) -> f64 {
    let shown = slices.iter().filter(|slice| is_shown(slice, hidden));
    shown.map(|slice| slice.value).sum()
}

/// The name of a piece, its value, and its share of a whole that it is part of.
fn label(words: Words, measure: Measure, slice: &Slice, all: Option<f64>) -> String {
    let value = words.value(measure, Some(slice.value));
    match all {
        Some(all) => {
            let share = words.number(slice.value / all * 100., 1);
            format!("{}: {value} ({share} %)", slice.name)
        }
        None => format!("{}: {value}", slice.name),
    }
}

pub(super) fn slices(words: Words, report: &Report, measure: Measure) -> Vec<Slice> {
    let (groups, others) = largest(report.groups(0), measure, report.now);
    let of_group = |(place, key, value): (usize, Key, f64)| Slice {
        name: words.key(report, 0, &key),
        href: opened(report.opens(std::slice::from_ref(&key))),
        colour: colour(place, &Key::Number(0), None),
        key: Some(key),
        value,
    };
    let mut slices: Vec<_> = groups.into_iter().map(of_group).collect();
    slices.extend(others.map(|value| Slice {
        key: None,
        name: words.texts.report_others.to_owned(),
        href: None,
        colour: "none",
        value,
    }));
    slices
}

/// The groups that have something, in their order and with their places in it: where there are very many, the largest of them, and
/// what the others come to together.
fn largest(
    groups: Vec<(Key, Tally)>,
    measure: Measure,
    now: Timestamp,
) -> (Vec<(usize, Key, f64)>, Option<f64>) {
    let groups = groups.into_iter().enumerate();
    let mut valued: Vec<_> = groups
        .filter_map(|(place, (key, tally))| {
            let value = tally.value(measure, now).filter(|value| *value > 0.)?;
            Some((place, key, value, tally))
        })
        .collect();
    let mut others = Tally::default();
    if valued.len() > MOST {
        valued.sort_by(|(_, _, one, _), (_, _, other, _)| other.total_cmp(one));
        for (_, _, _, tally) in valued.drain(MOST - 1..) {
            others.add(&tally);
        }
        valued.sort_by_key(|(place, ..)| *place);
    }
    let others = (others.count > 0).then(|| others.value(measure, now));
    let kept = valued.into_iter();
    let kept = kept.map(|(place, key, value, _)| (place, key, value));
    (kept.collect(), others.flatten())
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
    use super::*;

    fn groups(count: i64) -> Vec<(Key, Tally)> {
        let group = |place: i64| {
            let tally = Tally {
                // The last are the largest, and the first is empty.
                count: place,
                rated: place,
                ratings: 3 * place,
                ..Tally::default()
            };
            (Key::Number(place), tally)
        };
        (0..=count).map(group).collect()
    }

    #[test]
    fn nothing_is_left_out_however_many_groups_there_are() {
        let now = Timestamp(0);
        let most = i64::try_from(MOST).unwrap();
        for count in [1, most, most + 1, 400] {
            let (kept, others) = largest(groups(count), Measure::Count, now);
            let is_cut = count > most;
            assert_eq!(
                kept.len(),
                usize::try_from(count.min(most - i64::from(is_cut))).unwrap()
            );
            assert_eq!(others.is_some(), is_cut);
            let all: f64 = kept.iter().map(|(_, _, value)| value).sum();
            let expected: f64 = groups(count)
                .iter()
                .map(|(_, tally)| tally.value(Measure::Count, now).unwrap())
                .sum();
            assert!(
                (all + others.unwrap_or_default() - expected).abs() < 1e-9,
                "{count}"
            );
            assert!(kept.is_sorted_by_key(|(place, ..)| *place));
            assert_eq!(
                kept.last().map(|(_, key, _)| key.clone()),
                Some(Key::Number(count))
            );
        }
        // An average of many is none of their sum.
        let (_, others) = largest(groups(400), Measure::Rating, now);
        assert_eq!(others, Some(3.));
    }

    #[test]
    fn a_piece_that_is_switched_off_is_no_part_of_the_whole() {
        let slice = |key: Option<Key>, value| Slice {
            key,
            name: String::new(),
            href: None,
            colour: "none",
            value,
        };
        let slices = [
            slice(Some(Key::Number(1)), 5.),
            slice(Some(Key::None), 2.),
            slice(None, 1.),
        ];
        let all = whole(&slices, &BTreeSet::new());
        let rest = whole(&slices, &BTreeSet::from([Key::None]));
        assert!((all - 8.).abs() < 1e-9 && (rest - 6.).abs() < 1e-9);
    }

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
