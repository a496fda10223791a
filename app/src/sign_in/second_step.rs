//! The second factor, after the password.

use crate::account::{AccountCard, FormProblems, refusal_sentence};
use crate::page::AccountForm;
use crate::text::use_texts;
use crate::ui::{Button, Field, Kind, Notice, Tone};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page `/sign-in/code`.
#[component]
pub(crate) fn SecondStepPage(
    /// The form as it was sent before, if it was.
    form: AccountForm,
) -> impl IntoView {
    let texts = use_texts();
    let problems = FormProblems::new(form.problems);
    let refusal = form.refusal.map(|refusal| {
        view! { <Notice tone=Tone::Danger icon="triangle-alert" text=refusal_sentence(texts, refusal) /> }
    });
    view! {
        <Title text=format!("{} · {}", texts.second_step, texts.porchlight) />
        <AccountCard title=texts.second_step text=texts.second_step_text>
            <form class="account__form" method="post" action="/sign-in/code">
                {refusal}
                <input type="hidden" name="next" value=form.next />
                <Field
                    name="code"
                    label=texts.second_step_code
                    autocomplete="one-time-code"
                    help=texts.second_step_help
                    problem=problems.of(texts, "code")
                />
                <Button kind=Kind::WideSubmit>{texts.sign_in}</Button>
                <a class="button button--link account__aside" href="/sign-in">{texts.second_step_back}</a>
            </form>
        </AccountCard>
    }
}
