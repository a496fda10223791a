//! Help for who has lost his second factor.

use super::api;
use crate::api::Failure;
use crate::live::Console;
use crate::loaded::Loaded;
use crate::text::use_texts;
use crate::ui::{Button, Dialog};
use domain::id::UserId;
use domain::member::Members;
use leptos::prelude::*;

/// That somebody's second factor is asked for, and the way to switch it off.
#[component]
pub(super) fn LostFactor(
    /// Whose.
    user: UserId,
    /// Everybody, to be asked for again afterwards.
    loaded: Loaded<Members>,
    /// Takes why it could not be done.
    problem: RwSignal<Option<String>>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let asks = RwSignal::new(false);
    let is_on = RwSignal::new(true);
    let switch_off = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            match api::switch_off_second_factor(user).await {
                // He has switched it off himself meanwhile, or is gone.
                Ok(()) | Err(Failure::NotFound) => {
                    is_on.try_set(false);
                    console.tell(texts.user_second_factor_off_done);
                }
                Err(_) => drop(problem.try_set(Some(texts.form_unavailable.to_owned()))),
            }
            loaded.again();
        });
    });
    view! {
        <Show when=move || is_on.get()>
            <div class="notice">
                <span class="notice__text">{texts.user_second_factor_text}</span>
                <Button on:click=move |_| asks.set(true)>{texts.user_second_factor_off}</Button>
            </div>
        </Show>
        <Dialog
            open=asks
            title=texts.user_second_factor_off_title
            text=texts.user_second_factor_off_text
            confirm=texts.user_second_factor_off
            cancel=texts.cancel
            on_confirm=switch_off
        />
    }
}
