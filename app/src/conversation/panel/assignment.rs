//! Why the operators of a conversation were asked (spec 5.10).

use super::Part;
use crate::conversation::api;
use crate::live::Console;
use crate::text::{Texts, fill, fill_count, use_texts};
use domain::conversation::Conversation;
use domain::id::{ConversationId, UserId};
use domain::routing::{Group, Pick, Reason};
use leptos::prelude::*;

/// Each operator who was given the conversation, and why he; asked again when somebody comes or goes.
#[component]
pub(super) fn Assignment(
    /// Of which conversation.
    id: ConversationId,
    /// As it is now.
    conversation: Memo<Option<Conversation>>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let reasons = RwSignal::new(None::<Vec<(UserId, Reason)>>);
    let ever = Memo::new(move |_| {
        conversation.with(|of| of.as_ref().map(|of| of.history.operators.clone()))
    });
    Effect::new(move || {
        // Tracking alone would not make it follow anything: it has to be read.
        ever.with(|_| ());
        leptos::task::spawn_local(async move {
            let found = api::reasons(id).await.unwrap_or_default();
            // The panel may have been left meanwhile.
            reasons.try_set(Some(found));
        });
    });
    let sentences = move || {
        let reasons = reasons.get()?;
        if reasons.is_empty() {
            return Some(view! { <p class="panel__none">{texts.assignment_none}</p> }.into_any());
        }
        let lines = reasons.into_iter().map(|(user, reason)| {
            let name = console.colleague(user).unwrap_or_default();
            view! { <li>{sentence(texts, &name, reason)}</li> }
        });
        Some(view! { <ul class="panel__why">{lines.collect_view()}</ul> }.into_any())
    };
    view! { <Part title=texts.assignment>{sentences}</Part> }
}

/// A reason as a sentence.
fn sentence(texts: &Texts, name: &str, reason: Reason) -> String {
    match reason {
        Reason::Shown => fill(texts.reason_shown, &[("name", name)]),
        Reason::Previous => fill(texts.reason_previous, &[("name", name)]),
        Reason::Group {
            group,
            members,
            set_aside,
            pick,
        } => {
            let of_group = fill(
                texts.reason_group,
                &[
                    ("name", name),
                    ("group", group_in_words(texts, group)),
                    ("count", &members.to_string()),
                ],
            );
            let picked = match pick {
                Pick::Idle { .. } => texts.reason_idle.to_owned(),
                Pick::Fewest { active, .. } => {
                    fill_count(texts.reason_fewest, usize::try_from(active).unwrap_or(0))
                }
            };
            let spared = (set_aside > 0).then(|| fill_count(texts.reason_spared, set_aside));
            [Some(of_group), Some(picked), spared]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ")
        }
    }
}

fn group_in_words(texts: &Texts, group: Group) -> &'static str {
    match group {
        Group::LanguageAndAll => texts.group_language_and_all,
        Group::LanguageAndOne => texts.group_language_and_one,
        Group::Language => texts.group_language,
        Group::CountryAndAll => texts.group_country_and_all,
        Group::CountryAndOne => texts.group_country_and_one,
        Group::Country => texts.group_country,
        Group::All => texts.group_all,
        Group::One => texts.group_one,
        Group::Everybody => texts.group_everybody,
    }
}
