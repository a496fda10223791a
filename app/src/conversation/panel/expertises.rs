//! What who answers should know about (spec 8.5): operators choose, administrators add to the list as well.

use super::Part;
use super::picker::{Choice, Picker, Typed};
use super::tags::sentence;
use crate::api::Failure;
use crate::conversation::api;
use crate::expertise::add as add_to_list;
use crate::keyboard::shortcut;
use crate::live::{Console, Copied};
use crate::text::use_texts;
use domain::conversation::Conversation;
use domain::expertise::Expertise;
use domain::id::{ConversationId, ExpertiseId};
use domain::permission::{Caller, Deed, may};
use leptos::prelude::*;

/// The expertises that the conversation asks for.
#[component]
pub(super) fn Expertises(
    /// Of which conversation.
    id: ConversationId,
    /// As it is now.
    conversation: Memo<Option<Conversation>>,
) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let known = Copied::<Expertise>::of_page();
    let linked = Memo::new(move |_| {
        let linked = conversation.with(|of| of.as_ref().map(|of| of.expertises.clone()));
        linked.unwrap_or_default()
    });
    let chosen = Memo::new(move |_| {
        let linked = linked.get();
        known.with(|known| {
            let find = |id: &ExpertiseId| known.iter().find(|one| one.id == *id);
            linked
                .iter()
                .filter_map(find)
                .map(choice)
                .collect::<Vec<_>>()
        })
    });
    let offered = Memo::new(move |_| {
        let linked = linked.get();
        known.with(|known| {
            let others = known.iter().filter(|one| !linked.contains(&one.id));
            others.map(|one| one.name.clone()).collect::<Vec<_>>()
        })
    });
    let typed = Typed::new();
    let add = Callback::new(move |name: String| {
        let found = known.with_untracked(|known| find(known, &name));
        let role = console.me.with_untracked(|me| me.role);
        if found.is_none() && !may(Caller::User(role), Deed::ManageExpertises) {
            typed.problem.set(Some(texts.expertise_unknown.to_owned()));
            return;
        }
        leptos::task::spawn_local(async move {
            let added = add(id, found, name).await;
            typed.answered(added.err().map(|failure| sentence(texts, failure)));
        });
    });
    let remove = Callback::new(move |expertise| {
        leptos::task::spawn_local(async move {
            if api::unlink_expertise(id, expertise).await.is_err() {
                console.tell(texts.form_unavailable);
            }
        });
    });
    view! {
        <Part title=texts.expertise>
            <Picker
                name="expertise"
                label=texts.expertise_add_to_conversation
                keys=shortcut::EXPERTISE
                chosen
                offered
                typed
                on_add=add
                on_remove=remove
            />
        </Part>
    }
}

fn choice(expertise: &Expertise) -> Choice<ExpertiseId> {
    Choice {
        id: expertise.id,
        name: expertise.name.clone(),
        colour: None,
    }
}

fn find(list: &[Expertise], name: &str) -> Option<ExpertiseId> {
    let key = name.to_lowercase();
    let found = list.iter().find(|one| one.name.to_lowercase() == key);
    found.map(|one| one.id)
}

/// Links an expertise, which is added to the list if there is none of this name.
async fn add(id: ConversationId, found: Option<ExpertiseId>, name: String) -> Result<(), Failure> {
    let expertise = if let Some(expertise) = found {
        expertise
    } else {
        let list = add_to_list(name.clone()).await?;
        find(&list, &name).ok_or(Failure::NotFound)?
    };
    api::link_expertise(id, expertise).await
}
