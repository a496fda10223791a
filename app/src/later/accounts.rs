//! The pages for people who are not signed in.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what can fail is loading the function, and that goes by its type"
)]

use super::{Part, shown};
use crate::links::{ForgotPage, InvitationPage, ResetPage};
use crate::page::AccountForm;
use crate::setup::SetupPage;
use crate::sign_in::{SecondStepPage, SignInPage};
use futures::FutureExt;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// A page for somebody who is not signed in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Account {
    /// `/setup`.
    Setup,
    /// `/sign-in`.
    SignIn,
    /// `/sign-in/code`.
    SecondStep,
    /// `/invitation/TOKEN`.
    Invitation,
    /// `/reset/TOKEN`.
    Reset,
    /// `/forgot`.
    Forgot,
}

/// Nothing but this function may name the pages, or their code is needed at first after all.
#[wasm_split(accounts, wasm_split_path = leptos::wasm_split, preload(load), fallible)]
pub(super) fn content(page: Account, form: AccountForm) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
        Account::Setup => view! { <SetupPage form /> }.into_any(),
        Account::SignIn => view! { <SignInPage form /> }.into_any(),
        Account::SecondStep => view! { <SecondStepPage form /> }.into_any(),
        Account::Invitation => view! { <InvitationPage form /> }.into_any(),
        Account::Reset => view! { <ResetPage form /> }.into_any(),
        Account::Forgot => view! { <ForgotPage form /> }.into_any(),
    })
}

/// The page, with the form as it was sent before, if it was.
pub(crate) fn account(page: Account, form: AccountForm) -> AnyView {
    let content = move || {
        content(page, form.clone())
            .now_or_never()
            .and_then(Result::ok)
    };
    shown(Part::Accounts, content, |instead| instead)
}
