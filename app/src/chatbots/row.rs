//! A chatbot in the list, and what can be done with it.

use super::api;
use crate::api::Failure;
use crate::live::Console;
use crate::loaded::Loaded;
use crate::text::{fill, use_texts};
use crate::ui::{Button, Dialog, Kind};
use domain::chatbot::ChatbotCard;
use domain::problem::Fault;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

#[component]
pub(super) fn Row(loaded: Loaded<Vec<ChatbotCard>>, chatbot: ChatbotCard) -> impl IntoView {
    let texts = use_texts();
    let state = match (chatbot.is_archived, chatbot.steps) {
        (true, _) => texts.chatbot_archived,
        (false, 0) => texts.chatbot_no_steps,
        (false, _) => texts.chatbot_ready,
    };
    let (name, steps) = (chatbot.name.clone(), chatbot.steps);
    view! {
        <tr>
            <td class="roster__main">
                <A href=format!("/configuration/chatbots/{}", chatbot.id)>{name}</A>
            </td>
            <td data-label=texts.chatbot_steps>{steps}</td>
            <td data-label=texts.chatbot_state>{state}</td>
            <td class="roster__action"><Deeds loaded chatbot /></td>
        </tr>
    }
}

#[component]
fn Deeds(loaded: Loaded<Vec<ChatbotCard>>, chatbot: ChatbotCard) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let navigate = use_navigate();
    let doomed = RwSignal::new(false);
    let ChatbotCard {
        id,
        name,
        is_archived,
        ..
    } = chatbot;
    let label = |text| fill(text, &[("name", &name)]);
    let failed = move |failure: Failure| match failure {
        Failure::NotFound => {}
        Failure::Forbidden => console.tell(texts.not_allowed),
        Failure::Invalid(problems)
            if problems.iter().any(|problem| problem.fault == Fault::InUse) =>
        {
            console.tell(texts.fault_in_use);
        }
        _ => console.tell(texts.form_unavailable),
    };
    let duplicate = move |_| {
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            match api::duplicate(id).await {
                Ok(copy) => navigate(
                    &format!("/configuration/chatbots/{copy}"),
                    NavigateOptions::default(),
                ),
                Err(failure) => failed(failure),
            }
        });
    };
    let archive = move |_| {
        leptos::task::spawn_local(async move {
            if let Err(failure) = api::archive(id, !is_archived).await {
                failed(failure);
            }
            loaded.refresh();
        });
    };
    let confirmed = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            if let Err(failure) = api::delete(id).await {
                failed(failure);
            }
            loaded.refresh();
        });
    });
    let archive_label = label(if is_archived {
        texts.chatbot_unarchive
    } else {
        texts.chatbot_archive
    });
    view! {
        <span class="roster__deeds">
            <Button
                kind=Kind::SmallSign
                icon="copy"
                label=label(texts.chatbot_duplicate)
                on:click=duplicate
            />
            <Button kind=Kind::SmallSign icon="archive" label=archive_label on:click=archive />
            <Button
                kind=Kind::SmallSign
                icon="trash-2"
                label=label(texts.delete_of)
                on:click=move |_| doomed.set(true)
            />
        </span>
        <Dialog
            open=doomed
            title=texts.chatbot_delete_title
            text=label(texts.chatbot_delete_text)
            confirm=texts.delete_do
            cancel=texts.cancel
            on_confirm=confirmed
        />
    }
}
