//! Signing in: plain forms that work before any script has run.

mod second_step;

pub(crate) use second_step::SecondStepPage;

use crate::account::{AccountCard, FormProblems, refusal_sentence};
use crate::page::AccountForm;
use crate::text::use_texts;
use crate::ui::{Button, Field, Input, Kind, Notice, Tone};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page `/sign-in`.
#[component]
pub(crate) fn SignInPage(
    /// The form as it was sent before, if it was.
    form: AccountForm,
) -> impl IntoView {
    let texts = use_texts();
    let problems = FormProblems::new(form.problems);
    let refusal = form.refusal.map(|refusal| {
        view! { <Notice tone=Tone::Danger icon="triangle-alert" text=refusal_sentence(texts, refusal) /> }
    });
    view! {
        <Title text=format!("{} · {}", texts.sign_in, texts.porchlight) />
        <AccountCard title=texts.sign_in text=texts.sign_in_text>
            <form class="account__form" method="post" action="/sign-in">
                {refusal}
                <input type="hidden" name="next" value=form.next />
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
                    autocomplete="current-password"
                    problem=problems.of(texts, "password")
                />
                <Button kind=Kind::WideSubmit>{texts.sign_in}</Button>
                <a class="button button--link account__aside" href="/forgot">{texts.forgot_link}</a>
            </form>
        </AccountCard>
    }
}
