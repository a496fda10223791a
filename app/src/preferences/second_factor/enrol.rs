//! Setting a second factor up: the password, then the secret for the app, then a code of it.

use super::super::api::{BeginSecondFactor, ConfirmSecondFactor};
use super::Setting;
use crate::account::FormProblems;
use crate::api::Failure;
use crate::browser::clipboard;
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::{Button, Field, Input, Kind, Notice, Snippet, Tone};
use domain::second_factor::{Enrolment, Picture};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// Light squares around a QR code, without which cameras do not find it.
const MARGIN: usize = 4;

/// From nothing to a second factor.
#[component]
pub(super) fn SetUp(setting: Setting) -> impl IntoView {
    let enrolment = RwSignal::new(None::<Enrolment>);
    move || match enrolment.get() {
        None => view! { <Begin enrolment /> }.into_any(),
        Some(begun) => view! { <Confirm setting begun enrolment /> }.into_any(),
    }
}

#[component]
fn Begin(enrolment: RwSignal<Option<Enrolment>>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let action = ServerAction::<BeginSecondFactor>::new();
    let problems = FormProblems::new(Vec::new());
    let failure = RwSignal::new(None::<Failure>);
    Effect::new(move || match action.value().get() {
        Some(Ok(begun)) => enrolment.set(Some(begun)),
        Some(Err(Failure::Invalid(wrong))) => problems.set(wrong),
        Some(Err(other)) => failure.set(Some(other)),
        None => {}
    });
    let email = console.me.with_untracked(|me| me.email.clone());
    view! {
        <ActionForm action attr:class="form">
            <Trouble failure />
            <p class="field__help">{texts.second_factor_apps}</p>
            // Password managers must know whose password is asked for.
            <input type="text" hidden autocomplete="username" value=email />
            <Field
                name="password"
                label=texts.second_factor_password
                input=Input::Password
                autocomplete="current-password"
                problem=problems.of(texts, "password")
            />
            <div class="form__actions">
                <Button kind=Kind::Submit disabled=action.pending()>{texts.second_factor_begin}</Button>
            </div>
        </ActionForm>
    }
}

#[component]
fn Confirm(
    setting: Setting,
    begun: Enrolment,
    enrolment: RwSignal<Option<Enrolment>>,
) -> impl IntoView {
    let texts = use_texts();
    let action = ServerAction::<ConfirmSecondFactor>::new();
    let problems = FormProblems::new(Vec::new());
    let failure = RwSignal::new(None::<Failure>);
    Effect::new(move || match action.value().get() {
        Some(Ok(codes)) => {
            setting.codes.set(Some(codes));
            setting.loaded.again();
        }
        Some(Err(Failure::Invalid(wrong))) => problems.set(wrong),
        Some(Err(other)) => failure.set(Some(other)),
        None => {}
    });
    view! {
        <ActionForm action attr:class="form">
            <Trouble failure />
            <Secret begun />
            <div class="enrolment__step">
                <p class="enrolment__title">{texts.second_factor_write}</p>
                <Field
                    name="code"
                    label=texts.second_factor_code
                    autocomplete="one-time-code"
                    help=texts.second_factor_code_help
                    problem=problems.of(texts, "code")
                />
            </div>
            <div class="form__actions">
                <Button kind=Kind::Submit disabled=action.pending()>{texts.second_factor_on}</Button>
                <Button on:click=move |_| enrolment.set(None)>{texts.cancel}</Button>
            </div>
        </ActionForm>
    }
}

#[component]
fn Secret(begun: Enrolment) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let copy = move |secret: String| {
        clipboard::copy(&secret);
        console.tell(texts.copied);
    };
    view! {
        <div class="enrolment__step">
            <p class="enrolment__title">{texts.second_factor_scan}</p>
            <QrCode picture=begun.picture />
            <a class="button button--link" href=begun.address>{texts.second_factor_open}</a>
            <p class="field__help">{texts.second_factor_type}</p>
            <Snippet
                code=begun.secret
                label=texts.second_factor_secret
                copy=texts.copy
                on_copy=Callback::new(copy)
            />
        </div>
    }
}

#[component]
fn QrCode(picture: Picture) -> impl IntoView {
    let texts = use_texts();
    let side = picture.width + 2 * MARGIN;
    view! {
        <svg
            class="qr-code"
            role="img"
            aria-label=texts.second_factor_picture
            viewBox=format!("-{MARGIN} -{MARGIN} {side} {side}")
        >
            <path d=picture.path />
        </svg>
    }
}

/// Why it could not be done, if no field is to blame.
#[component]
pub(super) fn Trouble(failure: RwSignal<Option<Failure>>) -> impl IntoView {
    let texts = use_texts();
    let sentence = Signal::derive(move || {
        let sentence = match failure.get() {
            Some(Failure::Conflict) => texts.second_factor_conflict,
            _ => texts.form_unavailable,
        };
        sentence.to_owned()
    });
    view! {
        <Show when=move || failure.with(Option::is_some)>
            <Notice tone=Tone::Danger icon="triangle-alert" text=sentence />
        </Show>
    }
}
