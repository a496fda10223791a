//! Choosing a password by a link: the first one, or another for one that was forgotten.

use crate::account::{AccountCard, FormProblems, refusal_sentence};
use crate::page::{AccountForm, AccountRefusal};
use crate::text::{fill, fill_count, use_texts};
use crate::ui::{Button, Field, Input, Kind, Notice, Tone};
use domain::limit::PASSWORD_LEAST_CHARACTERS;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page `/invitation/{token}`.
#[component]
pub(crate) fn InvitationPage(
    /// The form as it was sent before, if it was.
    form: AccountForm,
) -> impl IntoView {
    let texts = use_texts();
    let welcome = if form.name.is_empty() {
        texts.invitation_text.to_owned()
    } else {
        fill(texts.invitation_welcome, &[("name", &form.name)])
    };
    view! { <Choice form title=texts.invitation text=welcome action="/invitation" confirm=texts.invitation_do /> }
}

/// The page `/reset/{token}`.
#[component]
pub(crate) fn ResetPage(
    /// The form as it was sent before, if it was.
    form: AccountForm,
) -> impl IntoView {
    let texts = use_texts();
    view! { <Choice form title=texts.reset text=texts.reset_text action="/reset" confirm=texts.reset_do /> }
}

#[component]
fn Choice(
    form: AccountForm,
    title: &'static str,
    #[prop(into)] text: String,
    action: &'static str,
    confirm: &'static str,
) -> impl IntoView {
    let texts = use_texts();
    let problems = FormProblems::new(form.problems);
    let is_good = form.refusal != Some(AccountRefusal::Link);
    let refusal = form.refusal.map(|refusal| {
        view! { <Notice tone=Tone::Danger icon="triangle-alert" text=refusal_sentence(texts, refusal) /> }
    });
    let fields = is_good.then(|| {
        view! {
            <input type="hidden" name="token" value=form.token />
            // Password managers must know whose password this is.
            <input type="text" hidden autocomplete="username" value=form.email />
            <Field
                name="password"
                label=texts.password
                input=Input::Password
                autocomplete="new-password"
                help=fill_count(texts.password_help, PASSWORD_LEAST_CHARACTERS)
                problem=problems.of(texts, "password")
            />
            <Button kind=Kind::WideSubmit>{confirm}</Button>
        }
    });
    let way_out = (!is_good)
        .then(|| view! { <a class="button button--wide" href="/sign-in">{texts.sign_in}</a> });
    view! {
        <Title text=format!("{title} · {}", texts.porchlight) />
        <AccountCard title text>
            <form class="account__form" method="post" action=action>
                {refusal}
                {fields}
                {way_out}
            </form>
        </AccountCard>
    }
}
