//! Asking for a letter when the password is forgotten. The answer is the same for every address.

use crate::account::{AccountCard, FormProblems, refusal_sentence};
use crate::page::{AccountForm, AccountRefusal};
use crate::text::use_texts;
use crate::ui::{Button, Field, Input, Kind, Notice, Tone};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page `/forgot`.
#[component]
pub(crate) fn ForgotPage(
    /// The form as it was sent before, if it was.
    form: AccountForm,
) -> impl IntoView {
    let texts = use_texts();
    let problems = FormProblems::new(form.problems);
    let can_send = form.refusal != Some(AccountRefusal::NoMail);
    let refusal = form.refusal.map(|refusal| {
        view! { <Notice tone=Tone::Danger icon="triangle-alert" text=refusal_sentence(texts, refusal) /> }
    });
    let is_asked = can_send && !form.is_sent;
    let sent =
        (can_send && form.is_sent).then(|| view! { <Notice icon="mail" text=texts.forgot_sent /> });
    let fields = is_asked.then(|| {
        view! {
            <Field
                name="email"
                label=texts.email
                input=Input::Email
                value=form.email
                autocomplete="username"
                problem=problems.of(texts, "email")
            />
            <Button kind=Kind::WideSubmit>{texts.forgot_do}</Button>
        }
    });
    view! {
        <Title text=format!("{} · {}", texts.forgot, texts.porchlight) />
        <AccountCard title=texts.forgot text=texts.forgot_text>
            <form class="account__form" method="post" action="/forgot">
                {refusal}
                {sent}
                {fields}
                <a class="button button--link account__aside" href="/sign-in">{texts.forgot_back}</a>
            </form>
        </AccountCard>
    }
}
