//! The first administrator is made here (spec 2.2): a plain form that works before any script has run.

use crate::account::{AccountCard, FormProblems, refusal_sentence};
use crate::page::AccountForm;
use crate::text::{fill_count, use_texts};
use crate::ui::{Button, Field, Input, Kind, Notice, Tone};
use domain::limit::PASSWORD_LEAST_CHARACTERS;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page `/setup`.
#[component]
pub(crate) fn SetupPage(
    /// The form as it was sent before, if it was.
    form: AccountForm,
) -> impl IntoView {
    let texts = use_texts();
    let problems = FormProblems::new(form.problems);
    let refusal = form.refusal.map(|refusal| {
        view! { <Notice tone=Tone::Danger icon="triangle-alert" text=refusal_sentence(texts, refusal) /> }
    });
    view! {
        <Title text=format!("{} · {}", texts.setup, texts.porchlight) />
        <AccountCard title=texts.setup text=texts.setup_text>
            <form class="account__form" method="post" action="/setup">
                {refusal}
                <input type="hidden" name="token" value=form.token />
                <Field
                    name="name"
                    label=texts.name
                    value=form.name
                    autocomplete="name"
                    help=texts.name_help
                    problem=problems.of(texts, "name")
                />
                <Field
                    name="email"
                    label=texts.email
                    input=Input::Email
                    value=form.email
                    autocomplete="username"
                    problem=problems.of(texts, "email")
                />
                <Field
                    name="password"
                    label=texts.password
                    input=Input::Password
                    autocomplete="new-password"
                    help=fill_count(texts.password_help, PASSWORD_LEAST_CHARACTERS)
                    problem=problems.of(texts, "password")
                />
                <Button kind=Kind::WideSubmit>{texts.setup_do}</Button>
            </form>
        </AccountCard>
    }
}
