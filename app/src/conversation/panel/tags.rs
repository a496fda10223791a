//! What the conversation is about (spec 8.5): tags are chosen, or made on the fly.

use super::Part;
use super::picker::{Choice, Picker, Typed};
use crate::api::Failure;
use crate::conversation::api;
use crate::keyboard::shortcut;
use crate::live::{Console, Copied};
use crate::tags::api as all_tags;
use crate::text::{Texts, use_texts};
use domain::id::{ConversationId, TagId};
use domain::tag::Tag;
use leptos::prelude::*;

/// The tags of the conversation.
#[component]
pub(super) fn Tags(
    /// Of which conversation.
    id: ConversationId,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let known = Copied::<Tag>::of_page();
    let of_conversation = Memo::new(move |_| {
        let thread = console.thread(id);
        let tags = thread.and_then(|thread| {
            thread.with(|thread| thread.details.as_ref().map(|details| details.tags.clone()))
        });
        tags.unwrap_or_default()
    });
    let chosen = Memo::new(move |_| {
        let find = |id: &TagId| known.with(|tags| tags.iter().find(|tag| tag.id == *id).cloned());
        let tags = of_conversation.get();
        tags.iter().filter_map(find).map(choice).collect::<Vec<_>>()
    });
    let offered = Memo::new(move |_| {
        let taken = of_conversation.get();
        known.with(|tags| {
            let others = tags.iter().filter(|tag| !taken.contains(&tag.id));
            others.map(|tag| tag.name.clone()).collect::<Vec<_>>()
        })
    });
    let typed = Typed::new();
    let add = Callback::new(move |name: String| {
        let key = name.to_lowercase();
        let found = known.with_untracked(|tags| {
            let found = tags.iter().find(|tag| tag.name.to_lowercase() == key);
            found.map(|tag| tag.id)
        });
        leptos::task::spawn_local(async move {
            let added = add(id, found, name).await;
            typed.answered(added.err().map(|failure| sentence(texts, failure)));
        });
    });
    let remove = Callback::new(move |tag| {
        leptos::task::spawn_local(async move {
            if api::untag(id, tag).await.is_err() {
                console.tell(texts.form_unavailable);
            }
        });
    });
    view! {
        <Part title=texts.tags>
            <Picker
                name="tag"
                label=texts.tag_add
                keys=shortcut::TAGS
                chosen
                offered
                typed
                on_add=add
                on_remove=remove
            />
        </Part>
    }
}

fn choice(tag: Tag) -> Choice<TagId> {
    Choice {
        id: tag.id,
        name: tag.name,
        colour: Some(tag.colour),
    }
}

/// Gives the conversation a tag, which is made if there is none of this name.
async fn add(id: ConversationId, found: Option<TagId>, name: String) -> Result<(), Failure> {
    let tag = match found {
        Some(tag) => tag,
        None => all_tags::make(name, None).await?.id,
    };
    api::tag(id, tag).await
}

/// Why something was not added.
pub(super) fn sentence(texts: &Texts, failure: Failure) -> String {
    match failure {
        Failure::Invalid(problems) => problems
            .first()
            .map(|problem| texts.fault(problem.fault))
            .unwrap_or_default(),
        Failure::Forbidden => texts.not_allowed.to_owned(),
        _ => texts.form_unavailable.to_owned(),
    }
}
