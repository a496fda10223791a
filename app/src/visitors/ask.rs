//! The dialog in which a chat with somebody on the site is started.

use super::rows::shown;
use super::{Site, api};
use crate::account::FormProblems;
use crate::api::Failure;
use crate::live::Console;
use crate::text::{Texts, fill, use_texts};
use crate::ui::{Button, Entry, Extent, FormDialog, Kind, Notice, Tone};
use domain::visit::Visit;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The dialog, open as long as somebody is meant.
#[component]
pub(super) fn AskDialog(site: Site) -> impl IntoView {
    let texts = use_texts();
    let open = RwSignal::new(false);
    Effect::new(move || {
        if site.asked.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move || {
        if !open.get() {
            site.asked.set(None);
        }
    });
    let form = move || {
        let visit = site.asked.get_untracked();
        visit.map(|visit| view! { <AskForm site visit open /> })
    };
    view! { <FormDialog open title=texts.visit_ask close=texts.close>{form}</FormDialog> }
}

/// Why nobody was asked.
fn trouble(texts: &Texts, failure: &Failure) -> &'static str {
    match failure {
        Failure::NotFound => texts.visit_gone,
        Failure::Conflict => texts.visit_talks,
        Failure::Forbidden => texts.visit_not_yours,
        _ => texts.form_unavailable,
    }
}

#[component]
fn AskForm(site: Site, visit: Visit, open: RwSignal<bool>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let words = RwSignal::new(String::new());
    let problems = FormProblems::new(Vec::new());
    let told = RwSignal::new(None::<&'static str>);
    let is_pending = RwSignal::new(false);
    let page = visit.page.clone();
    let page = page.as_deref().map_or(texts.visit_page_unknown, shown);
    let about = fill(texts.visit_ask_text, &[("page", page)]);
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        is_pending.set(true);
        leptos::task::spawn_local(async move {
            let asked = api::ask(visit.id, words.get_untracked()).await;
            site.again();
            if asked.is_ok() {
                console.tell(texts.visit_is_asked);
            }
            // The dialog may have been closed meanwhile.
            if is_pending.try_set(false).is_some() {
                return;
            }
            match asked {
                Ok(()) => open.set(false),
                Err(Failure::Invalid(found)) => {
                    told.set(None);
                    problems.set(found);
                }
                Err(failure) => {
                    problems.set(Vec::new());
                    told.set(Some(trouble(texts, &failure)));
                }
            }
        });
    };
    view! {
        <form on:submit=submitted>
            <div class="dialog__body">
                <p class="dialog__text">{about}</p>
                {move || told.get().map(|text| view! { <Notice tone=Tone::Danger icon="triangle-alert" text /> })}
                <Entry
                    name="visit-message"
                    label=texts.visit_message
                    value=words
                    on_change=Callback::new(move |text| words.set(text))
                    extent=Extent::Lines
                    problem=problems.of(texts, "text")
                />
            </div>
            <div class="dialog__actions">
                <Button kind=Kind::Submit disabled=is_pending>{texts.send}</Button>
                <Button on:click=move |_| open.set(false)>{texts.cancel}</Button>
            </div>
        </form>
    }
}
