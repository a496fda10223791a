//! A contact that is made by hand.

use super::fields::Reached;
use super::{api, contact_address};
use crate::account::FormProblems;
use crate::api::Failure;
use crate::text::use_texts;
use crate::ui::{Button, FormDialog, Kind, Notice, Tone};
use domain::contact::ContactDraft;
use domain::id::ContactId;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

/// The dialog in which one is made; its page comes next.
#[component]
pub(super) fn NewContact(
    /// Whether it is open.
    making: RwSignal<bool>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <FormDialog open=making title=texts.contact_new close=texts.close>
            <Form making />
        </FormDialog>
    }
}

#[component]
fn Form(making: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let navigate = StoredValue::new(use_navigate());
    let draft = RwSignal::new(ContactDraft::default());
    let problems = FormProblems::new(Vec::new());
    let trouble = RwSignal::new(None::<&'static str>);
    let is_pending = RwSignal::new(false);
    // Sent again, it is the same contact.
    let id = StoredValue::new(ContactId(Uuid::now_v7()));
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        is_pending.set(true);
        let id = id.get_value();
        leptos::task::spawn_local(async move {
            let made = api::make(id, draft.get_untracked()).await;
            // The dialog may have been closed meanwhile.
            if is_pending.try_set(false).is_some() {
                return;
            }
            match made {
                Ok(contact) => {
                    making.set(false);
                    if let Some(navigate) = navigate.try_get_value() {
                        navigate(
                            &contact_address(contact.id),
                            leptos_router::NavigateOptions::default(),
                        );
                    }
                }
                Err(Failure::Invalid(found)) => problems.set(found),
                Err(_) => trouble.set(Some(texts.form_unavailable)),
            }
        });
    };
    view! {
        <form on:submit=submitted novalidate>
            <div class="dialog__body">
                <p class="dialog__text">{texts.contact_new_text}</p>
                <Reached draft problems />
                {move || trouble.get().map(|text| view! { <Notice tone=Tone::Danger icon="triangle-alert" text /> })}
            </div>
            <div class="dialog__actions">
                <Button kind=Kind::Submit disabled=is_pending>{texts.save}</Button>
                <Button on:click=move |_| making.set(false)>{texts.cancel}</Button>
            </div>
        </form>
    }
}
