//! One person in the table.

use super::role_in_words;
use crate::live::Console;
use crate::moment::Told;
use crate::presence::{in_words, light};
use crate::text::{fill, use_texts};
use crate::ui::{Avatar, Button, Kind};
use domain::expertise::Expertise;
use domain::id::UserId;
use domain::member::{Group, Member};
use domain::presence::Presence;
use domain::time::Timestamp;
use domain::user::User;
use leptos::prelude::*;

/// A person; the pencil edits.
#[component]
pub(super) fn Row(
    /// Who.
    member: Member,
    /// All groups that were made.
    groups: Vec<Group>,
    /// What operators can know about.
    expertises: Vec<Expertise>,
    /// Edits him.
    edit: Callback<Member>,
) -> impl IntoView {
    let texts = use_texts();
    let edited = member.clone();
    let Member {
        user,
        is_invited,
        has_second_factor,
        seen_at,
        groups: in_groups,
    } = member;
    let label = fill(texts.user_edit_of, &[("name", &user.name)]);
    let names: Vec<String> = groups
        .into_iter()
        .filter(|group| in_groups.contains(&group.id))
        .map(|group| group.name)
        .collect();
    let known: Vec<String> = expertises
        .into_iter()
        .filter(|expertise| user.preferences.expertises.contains(&expertise.id))
        .map(|expertise| expertise.name)
        .collect();
    let knows_something = !known.is_empty();
    let in_some_group = !names.is_empty();
    let role = role_in_words(texts, user.role);
    let invited = is_invited.then(|| view! { <span class="tag">{texts.invited}</span> });
    let second_factor =
        has_second_factor.then(|| view! { <span class="tag">{texts.user_second_factor}</span> });
    view! {
        <tr>
            <td class="roster__main"><Name user=user.clone() /></td>
            <td data-label=texts.email>{user.email}</td>
            <td data-label=texts.role>{role} {invited} {second_factor}</td>
            <td data-label=in_some_group.then_some(texts.users_groups)>{names.join(", ")}</td>
            <td data-label=knows_something.then_some(texts.expertise)>{known.join(", ")}</td>
            <td data-label=texts.last_seen><LastSeen user=user.id seen_at /></td>
            <td class="roster__action">
                <Button
                    kind=Kind::SmallSign
                    icon="pencil"
                    label
                    on:click=move |_| edit.run(edited.clone())
                />
            </td>
        </tr>
    }
}

#[component]
fn Name(user: User) -> impl IntoView {
    let texts = use_texts();
    let presence = presence_of(user.id);
    let light = Signal::derive(move || light(presence.get()));
    let in_words = move || in_words(texts, presence.get());
    let chat_name = Some(user.preferences.chat_name.clone()).filter(|name| !name.is_empty());
    let chat_name = chat_name.map(|name| view! { <span class="person__chat-name">{name}</span> });
    view! {
        <span class="person">
            <Avatar name=user.name.clone() picture=user.picture presence=light />
            <span class="visually-hidden">{in_words}</span>
            <span>
                <span class="person__name">{user.name}</span>
                {chat_name}
            </span>
        </span>
    }
}

#[component]
fn LastSeen(user: UserId, seen_at: Option<Timestamp>) -> impl IntoView {
    let texts = use_texts();
    let presence = presence_of(user);
    move || match (presence.get(), seen_at) {
        (there, _) if there.is_there() => in_words(texts, there).into_any(),
        (_, None) => texts.never.into_any(),
        (_, Some(at)) => view! { <Told at /> }.into_any(),
    }
}

fn presence_of(user: UserId) -> Memo<Presence> {
    let console = Console::of_page();
    Memo::new(move |_| console.presence(user))
}
