//! Another password.

use super::Section;
use super::api::ChangePassword;
use crate::account::FormProblems;
use crate::api::Failure;
use crate::live::Console;
use crate::text::{fill_count, use_texts};
use crate::ui::{Button, Field, Input, Kind, Notice, Tone};
use domain::limit::PASSWORD_LEAST_CHARACTERS;
use leptos::form::ActionForm;
use leptos::html;
use leptos::prelude::*;

/// The page `/preferences/password`.
#[component]
pub(crate) fn PasswordPage() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let action = ServerAction::<ChangePassword>::new();
    let problems = FormProblems::new(Vec::new());
    let form = NodeRef::<html::Form>::new();
    Effect::new(move || match action.value().get() {
        Some(Ok(())) => {
            problems.set(Vec::new());
            if let Some(form) = form.get_untracked() {
                form.reset();
            }
            console.tell(texts.password_changed);
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
    let email = console.me.with_untracked(|me| me.email.clone());
    view! {
        <Section>
            <ActionForm action node_ref=form attr:class="form">
                <Show when=failed>
                    <Notice tone=Tone::Danger icon="triangle-alert" text=texts.form_unavailable />
                </Show>
                <p>{texts.password_text}</p>
                // Password managers must know whose password changes.
                <input type="text" hidden autocomplete="username" value=email />
                <Passwords problems />
                <div class="form__actions">
                    <Button kind=Kind::Submit disabled=action.pending()>{texts.password_do}</Button>
                </div>
            </ActionForm>
        </Section>
    }
}

#[component]
fn Passwords(problems: FormProblems) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Field
            name="present"
            label=texts.password_present
            input=Input::Password
            autocomplete="current-password"
            problem=problems.of(texts, "present")
        />
        <Field
            name="new"
            label=texts.password_new
            input=Input::Password
            autocomplete="new-password"
            help=fill_count(texts.password_help, PASSWORD_LEAST_CHARACTERS)
            problem=problems.of(texts, "new")
        />
    }
}
