//! A report as a table of rows and columns with totals (spec 13.2).

use super::figure::opened;
use super::label::Words;
use super::page::Page;
use crate::ui::{Icon, Size};
use domain::report::{Filter, Folds, Measure, Query, Report, Tally};
use leptos::prelude::*;

/// The table: the second level across, or below the first where it can be folded away.
#[component]
pub(super) fn Pivot(page: Page, report: Report, query: Query) -> impl IntoView {
    if query.is_nested && report.question.by.len() > 1 {
        view! { <Nested page report query /> }.into_any()
    } else {
        view! { <Crossed page report query /> }.into_any()
    }
}

/// A value, that leads to its sessions.
fn cell(
    words: Words,
    report: &Report,
    measures: &[Measure],
    tally: Option<&Tally>,
    filter: Option<Filter>,
) -> impl IntoView + use<> {
    let href = opened(filter);
    let tally = tally.filter(|tally| tally.count > 0);
    let values = measures.iter().map(|measure| {
        let Some(tally) = tally else {
            return view! { <td></td> }.into_any();
        };
        let value = words.value(*measure, tally.value(*measure, report.now));
        match href.clone() {
            Some(href) => {
                view! { <td><a href=href class="pivot__link">{value}</a></td> }.into_any()
            }
            None => view! { <td>{value}</td> }.into_any(),
        }
    });
    values.collect_view()
}

#[component]
fn Crossed(page: Page, report: Report, query: Query) -> impl IntoView {
    let words = Words::of_page();
    let texts = words.texts;
    let measures = query.measures;
    let across = if report.question.by.len() > 1 {
        report.groups(1)
    } else {
        Vec::new()
    };
    let wide = measures.len();
    let dimension = report.question.by.first();
    let corner = dimension.map(|dimension| words.dimension(*dimension));
    let heads = across.iter().map(|(key, _)| {
        let name = words.key(&report, 1, key);
        view! { <th scope="colgroup" colspan=wide>{name}</th> }
    });
    let heads = heads.collect_view();
    let measure_heads =
        (0..=across.len()).map(|_| measures_of(words, page, &measures).collect_view());
    let measure_heads = measure_heads.collect_view();
    let rows = report.groups(0).into_iter().map(|(row, whole)| {
        let cells = across.iter().map(|(column, _)| {
            let keys = [row.clone(), column.clone()];
            cell(
                words,
                &report,
                &measures,
                report.table.cell(&keys),
                report.opens(&keys),
            )
        });
        let cells = cells.collect_view();
        let opens = report.opens(std::slice::from_ref(&row));
        let total = cell(words, &report, &measures, Some(&whole), opens);
        view! { <tr><th scope="row">{words.key(&report, 0, &row)}</th> {cells} {total}</tr> }
    });
    let rows = rows.collect_view();
    let totals = across.iter().map(|(column, tally)| {
        let opens = report.opens_level(1, column);
        cell(words, &report, &measures, Some(tally), opens)
    });
    let totals = totals.collect_view();
    let all = cell(
        words,
        &report,
        &measures,
        Some(&report.table.total),
        report.opens(&[]),
    );
    view! {
        <div class="pivot" tabindex="0" role="region" aria-label=texts.report_pivot>
            <table class="pivot__table">
                <thead>
                    {(!across.is_empty()).then(|| view! {
                        <tr><td></td> {heads} <th scope="colgroup" colspan=wide>{texts.report_total}</th></tr>
                    })}
                    <tr><th scope="col">{corner}</th> {measure_heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row">{texts.report_total}</th> {totals} {all}</tr></tfoot>
            </table>
        </div>
    }
}

fn measures_of(
    words: Words,
    page: Page,
    measures: &[Measure],
) -> impl Iterator<Item = impl IntoView + use<>> + use<> {
    let names: Vec<_> = measures
        .iter()
        .map(|measure| words.measure(page.kind, *measure))
        .collect();
    names
        .into_iter()
        .map(|name| view! { <th scope="col">{name}</th> })
}

/// The rows of the second level stand below those of the first, and can be folded away.
#[component]
fn Nested(page: Page, report: Report, query: Query) -> impl IntoView {
    let words = Words::of_page();
    let texts = words.texts;
    let measures = query.measures;
    let heads = measures_of(words, page, &measures).collect_view();
    let corner = report.question.by.iter().map(|by| words.dimension(*by));
    let corner = corner.collect::<Vec<_>>().join(" › ");
    let all = cell(
        words,
        &report,
        &measures,
        Some(&report.table.total),
        report.opens(&[]),
    );
    let rows = report.groups(0).into_iter().map(|(row, whole)| {
        let name = words.key(&report, 0, &row);
        let opens = report.opens(std::slice::from_ref(&row));
        let total = cell(words, &report, &measures, Some(&whole), opens);
        let below = report.groups(1).into_iter().filter_map(|(second, _)| {
            let keys = [row.clone(), second.clone()];
            let tally = report.table.cell(&keys)?;
            let cells = cell(words, &report, &measures, Some(tally), report.opens(&keys));
            let (name, of) = (words.key(&report, 1, &second), row.clone());
            let is_folded = move || page.folded.read().has(&of);
            Some(view! { <tr hidden=is_folded><th scope="row" class="pivot__below">{name}</th> {cells}</tr> })
        });
        let below = below.collect_view();
        let is_open = {
            let row = row.clone();
            move || (!page.folded.read().has(&row)).to_string()
        };
        let fold = move |_| {
            let folded = page.query_untracked().folded;
            page.fold(folded.turned(&row));
        };
        view! {
            <tr class="pivot__whole">
                <th scope="row">
                    <button type="button" class="pivot__fold" aria-expanded=is_open on:click=fold>
                        <Icon name="chevron-right" size=Size::Small />
                        {name}
                    </button>
                </th>
                {total}
            </tr>
            {below}
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="pivot__deeds">
            <button type="button" class="button button--quiet" on:click=move |_| page.fold(Folds::default())>{texts.report_expand}</button>
            <button type="button" class="button button--quiet" on:click=move |_| page.fold(Folds::all())>{texts.report_collapse}</button>
        </div>
        <div class="pivot" tabindex="0" role="region" aria-label=texts.report_pivot>
            <table class="pivot__table">
                <thead><tr><th scope="col">{corner}</th> {heads}</tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row">{texts.report_total}</th> {all}</tr></tfoot>
            </table>
        </div>
    }
}
