//! Inviting somebody, by a letter or by a link to hand over.

use super::api::Invite;
use crate::account::FormProblems;
use crate::api::Failure;
use crate::browser::clipboard;
use crate::live::Console;
use crate::loaded::Loaded;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Field, FormDialog, Input, Kind, Notice, Select, Snippet, Tone};
use domain::member::{Invited, Members};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// The dialog in which somebody is invited.
#[component]
pub(super) fn InviteDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Everybody, to be asked for again afterwards.
    loaded: Loaded<Members>,
) -> impl IntoView {
    let texts = use_texts();
    let invited = RwSignal::new(None::<Invited>);
    Effect::new(move || {
        if open.get() {
            invited.set(None);
        }
    });
    let content = move || match invited.get() {
        None => view! { <InviteForm invited loaded /> }.into_any(),
        Some(done) => view! {
            <div class="dialog__body"><Link invited=done /></div>
            <div class="dialog__actions">
                <Button kind=Kind::Primary on:click=move |_| open.set(false)>{texts.close}</Button>
            </div>
        }
        .into_any(),
    };
    view! { <FormDialog open title=texts.invite_title close=texts.close>{content}</FormDialog> }
}

#[component]
fn InviteForm(invited: RwSignal<Option<Invited>>, loaded: Loaded<Members>) -> impl IntoView {
    let texts = use_texts();
    let action = ServerAction::<Invite>::new();
    let problems = FormProblems::new(Vec::new());
    Effect::new(move || match action.value().get() {
        Some(Ok(done)) => {
            loaded.again();
            invited.set(Some(done));
        }
        Some(Err(Failure::Invalid(wrong))) => problems.set(wrong),
        _ => {}
    });
    let failed = move || {
        let value = action.value().get();
        value.is_some_and(|value| {
            value.is_err_and(|failure| !matches!(failure, Failure::Invalid(_)))
        })
    };
    view! {
        <ActionForm action>
            <div class="dialog__body form">
                <Show when=failed>
                    <Notice tone=Tone::Danger icon="triangle-alert" text=texts.form_unavailable />
                </Show>
                <p class="dialog__text">{texts.invite_text}</p>
                <Field
                    name="name"
                    label=texts.name
                    autocomplete="off"
                    problem=problems.of(texts, "name")
                />
                <Field
                    name="email"
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
            </div>
            <div class="dialog__actions">
                <Button kind=Kind::Submit disabled=action.pending()>{texts.invite}</Button>
            </div>
        </ActionForm>
    }
}

/// What was invited, and the link where no letter goes.
#[component]
pub(crate) fn Link(
    /// Who.
    invited: Invited,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let values = [
        ("name", invited.user.name.as_str()),
        ("email", invited.user.email.as_str()),
    ];
    let copy = move |link: String| {
        clipboard::copy(&link);
        console.tell(texts.copied);
    };
    let (sentence, label) = if invited.is_sent {
        (fill(texts.invite_sent, &values), texts.invite_link_besides)
    } else {
        (fill(texts.invite_not_sent, &values), texts.invite_link)
    };
    view! {
        <p class="dialog__text">{sentence}</p>
        <p class="field__help">{label}</p>
        <Snippet code=invited.link label=texts.invite_link copy=texts.copy on_copy=Callback::new(copy) />
    }
}
