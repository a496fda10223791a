//! What the visitor said to the chatbot (spec 8.5).

use super::Part;
use crate::conversation::api;
use crate::text::use_texts;
use domain::chatbot::GivenAnswer;
use domain::conversation::Conversation;
use domain::id::ConversationId;
use leptos::prelude::*;

/// The answers, in the order of what was asked; nothing where no chatbot was.
#[component]
pub(super) fn Answers(
    /// Of which conversation.
    id: ConversationId,
    /// As it is now.
    conversation: Memo<Option<Conversation>>,
) -> impl IntoView {
    let texts = use_texts();
    let found = RwSignal::new(Vec::<GivenAnswer>::new());
    let given = Memo::new(move |_| {
        let of = conversation.get()?;
        Some(of.bot?.run.given)
    });
    Effect::new(move || {
        if given.get().is_none_or(|given| given.is_empty()) {
            return found.set(Vec::new());
        }
        leptos::task::spawn_local(async move {
            // Without an answer what is here stays.
            if let Ok(answers) = api::chatbot_answers(id).await {
                // The panel may have been left meanwhile.
                found.try_set(answers);
            }
        });
    });
    let rows = move || {
        let rows = found.get().into_iter().map(|given| {
            view! {
                <dt dir="auto">{given.asked}</dt>
                <dd dir="auto">{given.said}</dd>
            }
        });
        rows.collect_view()
    };
    view! {
        <Show when=move || found.with(|found| !found.is_empty())>
            <Part title=texts.chatbot_answers>
                <dl class="panel__answers">{rows}</dl>
            </Part>
        </Show>
    }
}
