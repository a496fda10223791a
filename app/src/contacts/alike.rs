//! Others with the same address or number: two records of one person become one.

use super::{api, contact_address};
use crate::api::Failure;
use crate::live::Console;
use crate::record_form::RecordForm;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Dialog};
use domain::contact::{Contact, ContactPast};
use leptos::prelude::*;
use leptos_router::components::A;

/// Who may be the same person, each with what is known of it.
#[component]
pub(super) fn Alike(
    /// The contact that stays.
    form: RecordForm<Contact>,
    /// Who is offered.
    past: RwSignal<Option<ContactPast>>,
) -> impl IntoView {
    let texts = use_texts();
    let merging = RwSignal::new(None::<Contact>);
    let alike = Memo::new(move |_| {
        let alike = past.with(|past| past.as_ref().map(|past| past.alike.clone()));
        alike.unwrap_or_default()
    });
    view! {
        <Show when=move || alike.with(|alike| !alike.is_empty())>
            <section class="contact__alike">
                <h2 class="contact__title">{texts.contact_alike}</h2>
                <p class="field__help">{texts.contact_alike_text}</p>
                <ul class="contact__items">
                    <For each=move || alike.get() key=|other| (other.id, other.version) let:other>
                        <Other form other merging />
                    </For>
                </ul>
            </section>
        </Show>
        <Question form merging />
    }
}

#[component]
fn Other(
    form: RecordForm<Contact>,
    other: Contact,
    merging: RwSignal<Option<Contact>>,
) -> impl IntoView {
    let texts = use_texts();
    let draft = &other.draft;
    let called = draft.called().to_owned();
    let label = fill(texts.contact_merge_of, &[("name", &called)]);
    let known = [&draft.email, &draft.phone, &draft.company].into_iter();
    let known = known.filter(|text| !text.is_empty() && **text != called);
    let known = known.cloned().collect::<Vec<_>>().join(" · ");
    // What is typed would be lost.
    let disabled = Signal::derive(move || form.is_changed());
    view! {
        <li class="contact__item">
            <span class="contact__about">
                <A href=contact_address(other.id) attr:dir="auto">{called}</A>
                " "
                <span class="contact__when">{known}</span>
            </span>
            <Button
                attr:aria-label=label
                disabled
                on:click=move |_| merging.set(Some(other.clone()))
            >
                {texts.contact_merge}
            </Button>
        </li>
    }
}

/// Merging cannot be undone.
#[component]
fn Question(form: RecordForm<Contact>, merging: RwSignal<Option<Contact>>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let open = RwSignal::new(false);
    Effect::new(move || {
        if merging.with(Option::is_some) {
            open.set(true);
        }
    });
    let text = Signal::derive(move || {
        let other = merging.with(|other| {
            let other = other.as_ref();
            other.map(|other| other.draft.called().to_owned())
        });
        let this = form.known.with(|known| known.draft.called().to_owned());
        let names = [
            ("name", this.as_str()),
            ("other", &other.unwrap_or_default()),
        ];
        fill(texts.contact_merge_text, &names)
    });
    let confirmed = Callback::new(move |()| {
        let Some(other) = merging.get_untracked() else {
            return;
        };
        let known = form.known.with_untracked(|known| (known.id, known.version));
        leptos::task::spawn_local(async move {
            let merged = api::merge(known, (other.id, other.version)).await;
            // The page may have been left meanwhile.
            if form.known.is_disposed() {
                return;
            }
            match merged {
                Ok(contact) => {
                    form.fill(contact);
                    console.tell(texts.contact_merged);
                }
                // Somebody was quicker: how both are now is on its way, as after each change.
                Err(Failure::Conflict | Failure::NotFound) => {
                    form.look();
                    console.tell(texts.contact_merge_changed);
                }
                Err(Failure::Invalid(_)) => console.tell(texts.contact_merge_too_long),
                Err(_) => console.tell(texts.form_unavailable),
            }
        });
    });
    view! {
        <Dialog
            open
            title=texts.contact_merge_title
            text
            confirm=texts.contact_merge
            cancel=texts.cancel
            on_confirm=confirmed
        />
    }
}
