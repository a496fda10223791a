//! A second factor that is on: how many recovery codes are left, others, and the way out.

use super::super::api::{RenewRecoveryCodes, SwitchOffSecondFactor};
use super::Setting;
use super::enrol::Trouble;
use crate::account::FormProblems;
use crate::api::Failure;
use crate::live::Console;
use crate::moment::Told;
use crate::text::{fill_count, use_texts};
use crate::ui::{Button, Field, FormDialog, Input, Kind, Notice, Tone};
use domain::time::Timestamp;
use leptos::form::ActionForm;
use leptos::prelude::*;

/// So few recovery codes are worth a word.
const FEW: usize = 3;

/// What is on, and what can be done about it.
#[component]
pub(super) fn Kept(setting: Setting, since: Timestamp, left: usize) -> impl IntoView {
    let texts = use_texts();
    let (renews, ends) = (RwSignal::new(false), RwSignal::new(false));
    let count = match left {
        1 => texts.recovery_codes_left_one.to_owned(),
        left => fill_count(texts.recovery_codes_left, left),
    };
    let few = (left <= FEW).then(|| {
        view! { <Notice tone=Tone::Danger icon="triangle-alert" text=texts.recovery_codes_few /> }
    });
    view! {
        <section class="form" aria-label=texts.preferences_second_factor>
            <Notice icon="check" text=texts.second_factor_is_on />
            <p>{texts.second_factor_since} ": " <Told at=since /> " · " {count}</p>
            {few}
            <div class="form__actions">
                <Button icon="key-round" on:click=move |_| renews.set(true)>{texts.recovery_codes_new}</Button>
                <Button on:click=move |_| ends.set(true)>{texts.second_factor_off}</Button>
            </div>
        </section>
        <FormDialog open=renews title=texts.recovery_codes_new_title close=texts.close>
            <Renew setting open=renews />
        </FormDialog>
        <FormDialog open=ends title=texts.second_factor_off_title close=texts.close>
            <SwitchOff setting open=ends />
        </FormDialog>
    }
}

#[component]
fn Renew(setting: Setting, open: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let action = ServerAction::<RenewRecoveryCodes>::new();
    let problems = FormProblems::new(Vec::new());
    let failure = RwSignal::new(None::<Failure>);
    Effect::new(move || match action.value().get() {
        Some(Ok(codes)) => {
            open.set(false);
            setting.codes.set(Some(codes));
            setting.loaded.again();
        }
        Some(Err(Failure::Invalid(wrong))) => problems.set(wrong),
        Some(Err(other)) => failure.set(Some(other)),
        None => {}
    });
    view! {
        <ActionForm action>
            <div class="dialog__body form">
                <Trouble failure />
                <p class="dialog__text">{texts.recovery_codes_new_text}</p>
                <Proof problems />
            </div>
            <div class="dialog__actions">
                <Button kind=Kind::Submit disabled=action.pending()>{texts.recovery_codes_new_do}</Button>
            </div>
        </ActionForm>
    }
}

#[component]
fn SwitchOff(setting: Setting, open: RwSignal<bool>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let action = ServerAction::<SwitchOffSecondFactor>::new();
    let problems = FormProblems::new(Vec::new());
    let failure = RwSignal::new(None::<Failure>);
    Effect::new(move || match action.value().get() {
        Some(Ok(())) => {
            open.set(false);
            setting.loaded.again();
            console.tell(texts.second_factor_off_done);
        }
        Some(Err(Failure::Invalid(wrong))) => problems.set(wrong),
        Some(Err(other)) => failure.set(Some(other)),
        None => {}
    });
    view! {
        <ActionForm action>
            <div class="dialog__body form">
                <Trouble failure />
                <p class="dialog__text">{texts.second_factor_off_text}</p>
                <Proof problems />
            </div>
            <div class="dialog__actions">
                <Button kind=Kind::Submit disabled=action.pending()>{texts.second_factor_off}</Button>
            </div>
        </ActionForm>
    }
}

/// That it is he who asks.
#[component]
fn Proof(problems: FormProblems) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Field
            name="proof"
            label=texts.second_factor_proof
            input=Input::Password
            autocomplete="current-password"
            problem=problems.of(texts, "proof")
        />
    }
}
