//! Whether one is notified in this browser while no console is open (spec 8.8): switched at once, apart from the form, since it is of
//! the browser and not of its user.

use crate::browser;
use crate::live::{Attention, Console};
use crate::push::{self, Trouble};
use crate::text::{Texts, use_texts};
use crate::ui::SwitchNow;
use leptos::prelude::*;

/// What this browser can and does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// It cannot.
    Impossible,
    /// It can, and does or does not.
    Possible(bool),
}

/// The switch, or why there is none.
#[component]
pub(super) fn WhileAbsent() -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let state = RwSignal::new(None);
    Effect::new(move || {
        state.set(Some(if browser::push::is_possible() {
            State::Possible(push::is_on(console.my_id()))
        } else {
            State::Impossible
        }));
    });
    // What is switched stays there while it is switched.
    let kind = Memo::new(move |_| state.get().map(|state| state == State::Impossible));
    let shown = move || match kind.get() {
        None => ().into_any(),
        Some(true) => view! { <p class="field__help">{texts.push_impossible}</p> }.into_any(),
        Some(false) => view! { <Toggle state /> }.into_any(),
    };
    view! { <div>{shown}</div> }
}

#[component]
fn Toggle(state: RwSignal<Option<State>>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let attention = Attention::of_page();
    let is_busy = RwSignal::new(false);
    let switch = Callback::new(move |on: bool| {
        is_busy.set(true);
        state.set(Some(State::Possible(on)));
        leptos::task::spawn_local(async move {
            let switched = if on {
                push::switch_on(console, attention).await
            } else {
                push::switch_off(console).await
            };
            console.tell(told(texts, on, switched));
            // The page may have been left meanwhile.
            is_busy.try_set(false);
            state.try_set(Some(State::Possible(push::is_on(console.my_id()))));
        });
    });
    view! {
        <SwitchNow
            name="push"
            label=texts.push
            help=texts.push_help
            is_on=Signal::derive(move || state.get() == Some(State::Possible(true)))
            disabled=is_busy
            switch
        />
    }
}

fn told(texts: &Texts, on: bool, switched: Result<(), Trouble>) -> String {
    match switched {
        Ok(()) if on => texts.push_on.to_owned(),
        Ok(()) => texts.push_off.to_owned(),
        Err(Trouble::Denied) => texts.notifications_denied.to_owned(),
        Err(Trouble::Silent) => texts.push_silent.to_owned(),
        Err(Trouble::Refused(fault)) => texts.fault(fault),
        Err(Trouble::Unavailable) => texts.form_unavailable.to_owned(),
    }
}
