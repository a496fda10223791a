//! A new channel: its name, and then its form.

use super::api;
use crate::account::FormProblems;
use crate::api::Failure;
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::{Button, Entry, Kind, Record};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// The dialog that asks for a new channel's name.
#[component]
pub(super) fn NewChannel(open: RwSignal<bool>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let name = RwSignal::new(String::new());
    let problems = FormProblems::new(Vec::new());
    let navigate = use_navigate();
    let make = Callback::new(move |()| {
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            match api::create(name.get_untracked()).await {
                Ok(channel) => {
                    open.set(false);
                    name.set(String::new());
                    problems.set(Vec::new());
                    navigate(&format!("/channels/{channel}"), NavigateOptions::default());
                }
                Err(Failure::Invalid(wrong)) => problems.set(wrong),
                Err(_) => console.tell(texts.form_unavailable),
            }
        });
    });
    view! {
        <Record
            open
            title=texts.channel_new
            actions=(move || view! {
                <Button kind=Kind::Primary on:click=move |_| make.run(())>{texts.channel_create}</Button>
                <Button on:click=move |_| open.set(false)>{texts.discard}</Button>
            }).into()
        >
            <form on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                make.run(());
            }>
                <Entry
                    name="new-channel"
                    label=texts.channel_name
                    value=name
                    on_change=Callback::new(move |text| name.set(text))
                    help=texts.channel_name_help
                    problem=problems.of(texts, "name")
                />
            </form>
        </Record>
    }
}
