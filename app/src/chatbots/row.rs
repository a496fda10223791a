//! A chatbot in the list, and what can be done with it.

use super::{Chatbots, api, file, name_of};
use crate::api::Failure;
use crate::live::Console;
use crate::text::{Texts, fill, use_texts};
use crate::ui::{Avatar, Button, Dialog, Kind};
use domain::chatbot::{Chatbot, ChatbotCard, ChatbotDraft, ChatbotForm, Names};
use domain::id::ChannelId;
use domain::problem::{Fault, Problem};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

#[component]
pub(super) fn Row(list: Chatbots, chatbot: ChatbotCard) -> impl IntoView {
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
                <span class="person">
                    <Avatar name=name.clone() picture=chatbot.picture />
                    <A href=format!("/configuration/chatbots/{}", chatbot.id)>{name}</A>
                </span>
            </td>
            <td data-label=texts.chatbot_channels><Channels of=chatbot.channels.clone() /></td>
            <td data-label=texts.chatbot_steps>{steps}</td>
            <td data-label=texts.chatbot_state>{state}</td>
            <td class="roster__action"><Deeds list chatbot /></td>
        </tr>
    }
}

/// The channels where it answers, each with the way to its rules.
#[component]
fn Channels(of: Vec<ChannelId>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    if of.is_empty() {
        return view! { <span class="roster__none">{texts.chatbot_channels_none}</span> }
            .into_any();
    }
    let link = |(place, id)| {
        view! {
            {(place > 0).then_some(", ")}
            <A href=format!("/channels/{id}/rules")>{move || name_of(console, id)}</A>
        }
    };
    of.into_iter()
        .enumerate()
        .map(link)
        .collect_view()
        .into_any()
}

#[component]
fn Deeds(list: Chatbots, chatbot: ChatbotCard) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let navigate = use_navigate();
    let (id, is_archived) = (chatbot.id, chatbot.is_archived);
    let name = chatbot.name.clone();
    let label = |text| fill(text, &[("name", &name)]);
    let duplicate = move |_| {
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            match api::duplicate(id).await {
                Ok(copy) => navigate(
                    &format!("/configuration/chatbots/{copy}"),
                    NavigateOptions::default(),
                ),
                Err(failure) => tell(console, texts, failure),
            }
        });
    };
    let export = move |_| {
        leptos::task::spawn_local(async move {
            match api::form(Some(id)).await {
                Ok(form) if save(&form).is_some() => {}
                Ok(_) => console.tell(texts.export_unsaved),
                Err(failure) => tell(console, texts, failure),
            }
        });
    };
    let archive = move |_| {
        leptos::task::spawn_local(async move {
            if let Err(failure) = api::archive(id, !is_archived).await {
                tell(console, texts, failure);
            }
            list.loaded.refresh();
        });
    };
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
            <Button
                kind=Kind::SmallSign
                icon="download"
                label=label(texts.export_of)
                on:click=export
            />
            <Button kind=Kind::SmallSign icon="archive" label=archive_label on:click=archive />
            <Button
                kind=Kind::SmallSign
                icon="trash-2"
                label=label(texts.delete_of)
                on:click=move |_| list.doomed.set(Some(chatbot.clone()))
            />
        </span>
    }
}

/// Saves what is stored of a chatbot as a file.
fn save(form: &ChatbotForm) -> Option<()> {
    let Chatbot { name, script, .. } = form.chatbot.clone()?;
    let names = Names {
        expertises: &form.expertises,
        apps: &form.apps,
    };
    file::save(&ChatbotDraft { name, script }, names)
}

/// Asks before a chatbot is deleted.
#[component]
pub(super) fn DeleteDialog(list: Chatbots) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let open = RwSignal::new(false);
    Effect::new(move || {
        if list.doomed.with(Option::is_some) {
            open.set(true);
        }
    });
    let text = Signal::derive(move || {
        let name = list.doomed.get().map(|chatbot| chatbot.name);
        fill(
            texts.chatbot_delete_text,
            &[("name", &name.unwrap_or_default())],
        )
    });
    let confirmed = Callback::new(move |()| {
        let Some(chatbot) = list.doomed.get_untracked() else {
            return;
        };
        leptos::task::spawn_local(async move {
            if let Err(failure) = api::delete(chatbot.id).await {
                tell(console, texts, failure);
            }
            list.loaded.refresh();
        });
    });
    Effect::new(move || {
        if !open.get() {
            list.doomed.set(None);
        }
    });
    view! {
        <Dialog
            open
            title=texts.chatbot_delete_title
            text
            confirm=texts.delete_do
            cancel=texts.cancel
            on_confirm=confirmed
        />
    }
}

/// Why something could not be done; gone is gone, whoever was quicker.
fn tell(console: Console, texts: &Texts, failure: Failure) {
    let is_in_use = |problems: &[Problem]| {
        let mut faults = problems.iter().map(|problem| problem.fault);
        faults.any(|fault| fault == Fault::InUse)
    };
    match failure {
        Failure::NotFound => {}
        Failure::Forbidden => console.tell(texts.not_allowed),
        Failure::Invalid(problems) if is_in_use(&problems) => console.tell(texts.fault_in_use),
        _ => console.tell(texts.form_unavailable),
    }
}
