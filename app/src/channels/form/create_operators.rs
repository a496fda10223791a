//! *Create Operators*: somebody new is invited, and answers in the channel (spec 3.3).

use super::super::api::CreateOperator;
use super::state::Form;
use crate::account::FormProblems;
use crate::api::Failure;
use crate::live::Console;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Field, FormDialog, Input, Kind, Notice, Select, Tone};
use crate::users::InvitationLink;
use domain::member::Invited;
use leptos::form::ActionForm;
use leptos::html;
use leptos::prelude::*;

/// The dialog.
#[component]
pub(super) fn CreateOperators(
    /// Of which channel.
    form: Form,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <FormDialog open title=texts.operators_create_title close=texts.close>
            <Creation form open />
        </FormDialog>
    }
}

#[component]
fn Creation(form: Form, open: RwSignal<bool>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let action = ServerAction::<CreateOperator>::new();
    let problems = FormProblems::new(Vec::new());
    let has_failed = RwSignal::new(false);
    let closes = RwSignal::new(true);
    // Links that no letter carries: they must not vanish with what comes next.
    let to_hand_over = RwSignal::new(Vec::<Invited>::new());
    let fields = NodeRef::<html::Form>::new();
    Effect::new(move || match action.value().get() {
        Some(Ok(invited)) => {
            problems.set(Vec::new());
            has_failed.set(false);
            if let Some(fields) = fields.get_untracked() {
                fields.reset();
            }
            console.tell(fill(
                texts.operator_created,
                &[("name", &invited.user.name)],
            ));
            if !invited.is_sent {
                to_hand_over.update(|links| links.push(invited));
            }
            if closes.get_untracked() && to_hand_over.with_untracked(Vec::is_empty) {
                open.set(false);
            }
        }
        Some(Err(Failure::Invalid(wrong))) => problems.set(wrong),
        Some(Err(_)) => has_failed.set(true),
        None => {}
    });
    view! {
        <ActionForm action node_ref=fields>
            <div class="dialog__body form">
                <Show when=move || has_failed.get()>
                    <Notice tone=Tone::Danger icon="triangle-alert" text=texts.form_unavailable />
                </Show>
                <For each=move || to_hand_over.get() key=|invited| invited.user.id let:invited>
                    <InvitationLink invited />
                </For>
                <p class="dialog__text">{texts.operators_create_text}</p>
                <input type="hidden" name="channel" value=form.id.to_string() />
                <Fields problems />
            </div>
            <div class="dialog__actions">
                <Button kind=Kind::Submit disabled=action.pending() on:click=move |_| closes.set(true)>
                    {texts.save_and_close}
                </Button>
                <Button kind=Kind::PlainSubmit disabled=action.pending() on:click=move |_| closes.set(false)>
                    {texts.save_and_new}
                </Button>
                <Button on:click=move |_| open.set(false)>{texts.discard}</Button>
            </div>
        </ActionForm>
    }
}

#[component]
fn Fields(problems: FormProblems) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Field
            name="name"
            id="operator-name"
            label=texts.name
            autocomplete="off"
            problem=problems.of(texts, "name")
        />
        <Field
            name="email"
            id="operator-email"
            label=texts.email
            input=Input::Email
            autocomplete="off"
            problem=problems.of(texts, "email")
        />
        <Select
            name="role"
            label=texts.role
            choices=vec![
                ("operator", texts.role_operator),
                ("administrator", texts.role_administrator),
            ]
            chosen="operator"
        />
    }
}
