//! Which table tells countries of addresses, and a file in its place (spec 2.7, 15.6).

use super::Section;
use super::api;
use crate::administration::Administrators;
use crate::browser::http;
use crate::first::First;
use crate::json;
use crate::live::Console;
use crate::loaded::{Loaded, Shown};
use crate::moment::Told;
use crate::text::{Texts, fill, fill_count, use_texts};
use crate::ui::{Button, Dialog, FieldProblem, Kind, Notice, Tone};
use domain::country_table::{AskedTable, CountryTables, HandedInTable};
use domain::limit;
use domain::problem::{Fault, Problem};
use domain::time::{MINUTE_MS, Timestamp};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

/// How long a file may take: longer than the server has patience.
const PATIENCE_MS: u64 = MINUTE_MS.unsigned_abs();
/// Bytes of a megabyte, as people count it here.
const MEGABYTE: usize = 1024 * 1024;

/// The page `/settings/countries`.
#[component]
pub(crate) fn CountriesPage() -> impl IntoView {
    view! {
        <Administrators>
            <Section>
                <Countries />
            </Section>
        </Administrators>
    }
}

#[component]
fn Countries() -> impl IntoView {
    let texts = use_texts();
    let first = First::take(|first| match first {
        First::Countries(tables) => Some(tables),
        _ => None,
    });
    let loaded = Loaded::new(first, api::load_countries);
    view! {
        <p>{texts.countries_text}</p>
        <Shown loaded content=move |tables| view! { <Tables tables loaded /> }.into_any() />
        <HandIn loaded />
    }
}

#[component]
fn Tables(tables: CountryTables, loaded: Loaded<CountryTables>) -> impl IntoView {
    let texts = use_texts();
    let CountryTables { asked, handed_in } = tables;
    let idle = match (&asked, &handed_in) {
        (AskedTable::HandedIn, _) | (_, None) => None,
        (AskedTable::Configured { .. }, Some(table)) => {
            Some(fill(texts.countries_idle, &[("name", &table.name)]))
        }
        (AskedTable::BuiltIn { .. }, Some(table)) => {
            Some(fill(texts.countries_unreadable, &[("name", &table.name)]))
        }
    };
    let idle = idle.map(|text| view! { <Notice tone=Tone::Danger icon="triangle-alert" text /> });
    let remove = handed_in.is_some().then(|| view! { <Remove loaded /> });
    let facts = match (asked, handed_in) {
        (AskedTable::Configured { path, kind, made_at }, _) => view! {
            <Facts what=fill(texts.countries_configured, &[("path", &path)]) kind=Some(kind) made_at />
        }
        .into_any(),
        (AskedTable::HandedIn, Some(table)) => view! { <HandedIn table /> }.into_any(),
        (AskedTable::BuiltIn { made_at }, _) => view! {
            <Facts what=texts.countries_built_in.to_owned() kind=None made_at />
        }
        .into_any(),
        (AskedTable::HandedIn, None) => ().into_any(),
    };
    view! {
        <section class="form" aria-label=texts.countries_asked>
            {facts}
            {idle}
            {remove}
        </section>
    }
}

#[component]
fn Facts(what: String, kind: Option<String>, made_at: Timestamp) -> impl IntoView {
    let texts = use_texts();
    let kind = kind.map(|kind| view! { <dt>{texts.countries_kind}</dt> <dd>{kind}</dd> });
    view! {
        <dl class="facts">
            <dt>{texts.countries_asked}</dt>
            <dd>{what}</dd>
            {kind}
            <dt>{texts.countries_made}</dt>
            <dd><Told at=made_at /></dd>
        </dl>
    }
}

#[component]
fn HandedIn(table: HandedInTable) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Facts what=table.name kind=Some(table.kind) made_at=table.made_at />
        <dl class="facts">
            <dt>{texts.countries_size}</dt>
            <dd>{size(texts, table.bytes)}</dd>
            <dt>{texts.countries_handed_in}</dt>
            <dd><Told at=table.at /> " · " {table.by}</dd>
        </dl>
    }
}

#[component]
fn Remove(loaded: Loaded<CountryTables>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let asks = RwSignal::new(false);
    let remove = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            match api::remove_countries().await {
                Ok(_) => console.tell(texts.countries_removed),
                Err(_) => console.tell(texts.form_unavailable),
            }
            loaded.again();
        });
    });
    view! {
        <div>
            <Button icon="trash-2" on:click=move |_| asks.set(true)>{texts.countries_remove}</Button>
        </div>
        <Dialog
            open=asks
            title=texts.countries_remove_title
            text=texts.countries_remove_text
            confirm=texts.countries_remove
            cancel=texts.cancel
            on_confirm=remove
        />
    }
}

#[component]
fn HandIn(loaded: Loaded<CountryTables>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let input = NodeRef::<html::Input>::new();
    let fault = RwSignal::new(None::<Fault>);
    let has_failed = RwSignal::new(false);
    let is_sending = RwSignal::new(false);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        has_failed.set(false);
        let file = input
            .get_untracked()
            .and_then(|input| input.files()?.get(0));
        let Some(file) = file else {
            return fault.set(Some(Fault::Missing));
        };
        if file.size() > bytes(limit::COUNTRY_TABLE_BYTES) {
            let megabytes = limit::COUNTRY_TABLE_BYTES / MEGABYTE;
            return fault.set(Some(Fault::TooLarge { megabytes }));
        }
        fault.set(None);
        is_sending.set(true);
        leptos::task::spawn_local(async move {
            let outcome = hand_in(&file).await;
            is_sending.try_set(false);
            match outcome {
                Outcome::Taken => {
                    console.tell(texts.countries_taken);
                    if let Some(input) = input.get_untracked() {
                        input.set_value("");
                    }
                    loaded.again();
                }
                Outcome::Wrong(wrong) => drop(fault.try_set(Some(wrong))),
                Outcome::Failed => drop(has_failed.try_set(true)),
            }
        });
    };
    let problem = Signal::derive(move || fault.get().map(|fault| texts.fault(fault)));
    view! {
        <form class="form" on:submit=send novalidate>
            <Show when=move || has_failed.get()>
                <Notice tone=Tone::Danger icon="triangle-alert" text=texts.form_unavailable />
            </Show>
            <div class="field">
                <label class="field__label" for="country-file">{texts.countries_file}</label>
                <input
                    node_ref=input
                    class="field__input"
                    id="country-file"
                    type="file"
                    accept=".mmdb"
                    aria-describedby=move || if fault.get().is_some() { "country-file-problem" } else { "country-file-help" }
                    aria-invalid=move || fault.get().is_some().then_some("true")
                />
                <p class="field__help" id="country-file-help">
                    {fill_count(texts.countries_file_help, limit::COUNTRY_TABLE_BYTES / MEGABYTE)}
                </p>
                <FieldProblem id="country-file-problem".to_owned() problem />
            </div>
            <Show when=move || is_sending.get()>
                <Notice icon="info" text=texts.countries_sending />
            </Show>
            <div class="form__actions">
                <Button kind=Kind::Submit disabled=is_sending>{texts.countries_hand_in}</Button>
            </div>
        </form>
    }
}

/// What came of a file.
enum Outcome {
    Taken,
    Wrong(Fault),
    Failed,
}

async fn hand_in(file: &web_sys::File) -> Outcome {
    let name = String::from(js_sys::encode_uri_component(&file.name()));
    let path = format!("/console/countries?name={name}");
    let Some(answer) = http::post_file(&path, file, PATIENCE_MS).await else {
        return Outcome::Failed;
    };
    match answer.status {
        200 => Outcome::Taken,
        422 => {
            let problems: Vec<Problem> = json::read(&answer.body).unwrap_or_default();
            let first = problems.first();
            first.map_or(Outcome::Failed, |first| Outcome::Wrong(first.fault))
        }
        _ => Outcome::Failed,
    }
}

/// How large a file is, as people say it.
fn size(texts: &Texts, bytes: usize) -> String {
    match bytes.div_ceil(1024) {
        kilobytes @ ..1_024 => fill_count(texts.kilobytes, kilobytes),
        kilobytes => fill_count(texts.megabytes, kilobytes.div_ceil(1024)),
    }
}

/// A number of bytes as browsers count them.
fn bytes(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}
