//! A contact is deleted: alone, or with all that the person ever said (a person's right to be forgotten).

use super::{CONTACTS, api};
use crate::api::Failure;
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::{Button, Kind, Record};
use domain::id::ContactId;
use domain::permission::{Caller, Deed, may};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The button, and the question that it asks.
#[component]
pub(super) fn Delete(
    /// Which contact.
    id: ContactId,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let open = RwSignal::new(false);
    let navigate = StoredValue::new(use_navigate());
    let may_erase = Memo::new(move |_| {
        let role = console.me.with(|me| me.role);
        may(Caller::User(role), Deed::ErasePeople)
    });
    let gone = move |outcome: Result<(), Failure>| match outcome {
        // Gone is gone, whoever was quicker.
        Ok(()) | Err(Failure::NotFound) => {
            if let Some(navigate) = navigate.try_get_value() {
                console.tell(texts.contact_deleted);
                navigate(CONTACTS, NavigateOptions::default());
            }
        }
        Err(Failure::Forbidden) => console.tell(texts.not_allowed),
        Err(_) => console.tell(texts.form_unavailable),
    };
    let delete = move |_| {
        open.set(false);
        leptos::task::spawn_local(async move { gone(api::delete(id).await) });
    };
    let erase = move |_| {
        open.set(false);
        leptos::task::spawn_local(async move { gone(api::erase(id).await) });
    };
    view! {
        <Button kind=Kind::Last icon="trash-2" on:click=move |_| open.set(true)>
            {texts.contact_delete}
        </Button>
        <Record
            open
            title=texts.contact_delete_title
            actions=(move || view! {
                <Button kind=Kind::Danger on:click=delete>{texts.contact_delete_alone}</Button>
                <Show when=move || may_erase.get()>
                    <Button kind=Kind::Danger on:click=erase>{texts.contact_delete_all}</Button>
                </Show>
                <Button on:click=move |_| open.set(false)>{texts.cancel}</Button>
            }).into()
        >
            <p class="dialog__text">{texts.contact_delete_text}</p>
            <Show when=move || may_erase.get()>
                <p class="dialog__text">{texts.contact_delete_all_text}</p>
            </Show>
        </Record>
    }
}
