//! The table of canned responses.

use super::List;
use crate::edited::Deeds;
use crate::live::Console;
use crate::text::{Texts, fill, use_texts};
use crate::ui::Empty;
use domain::canned::{AuthorizedGroup, CannedResponse, CannedResponses};
use domain::member::{BuiltInGroup, Group};
use leptos::prelude::*;

#[component]
pub(super) fn Table(list: List, canned: CannedResponses) -> impl IntoView {
    let texts = use_texts();
    let CannedResponses {
        responses, groups, ..
    } = canned;
    if responses.is_empty() {
        let (title, text) = (texts.canned_empty, texts.canned_empty_text);
        return view! { <Empty icon="message-square" title text /> }.into_any();
    }
    let found = Memo::new(move |_| {
        let sought = list.sought.get().trim().to_lowercase();
        let has = |text: &str| text.to_lowercase().contains(&sought);
        let found = responses
            .iter()
            .filter(|response| has(&response.shortcut) || has(&response.substitution));
        found.cloned().collect::<Vec<_>>()
    });
    view! {
        <Show
            when=move || found.with(|found| !found.is_empty())
            fallback=move || view! { <p class="page__text" role="status">{texts.nothing_found}</p> }
        >
            <table class="roster canned">
                <thead>
                    <tr>
                        <th scope="col">{texts.canned_shortcut}</th>
                        <th scope="col">{texts.canned_substitution}</th>
                        <th scope="col">{texts.canned_groups}</th>
                        <th scope="col"><span class="visually-hidden">{texts.user_edit}</span></th>
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || found.get()
                        key=|response| response.clone()
                        children={
                            let groups = groups.clone();
                            move |response| view! { <Row list response groups=groups.clone() /> }
                        }
                    />
                </tbody>
            </table>
        </Show>
    }
    .into_any()
}

#[component]
fn Row(list: List, response: CannedResponse, groups: Vec<Group>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let may_change = console
        .me
        .with_untracked(|me| response.may_be_changed_by(me.id, me.role));
    let who = who(console, texts, &response, &groups);
    let (shortcut, substitution) = (response.shortcut.clone(), response.substitution.clone());
    view! {
        <tr>
            <td class="roster__main"><code class="canned__shortcut">":" {shortcut}</code></td>
            <td><p class="canned__text" dir="auto">{substitution}</p></td>
            <td data-label=texts.canned_groups>{who}</td>
            <td class="roster__action">
                {may_change.then(|| view! {
                    <Deeds
                        record=response
                        name=|response: &CannedResponse| &response.shortcut
                        edited=list.edited
                        doomed=list.doomed
                    />
                })}
            </td>
        </tr>
    }
}

/// Who has it, in words.
fn who(console: Console, texts: &Texts, response: &CannedResponse, groups: &[Group]) -> String {
    let names: Vec<String> = response
        .groups
        .iter()
        .filter_map(|group| group_in_words(texts, *group, groups))
        .collect();
    if !names.is_empty() {
        return names.join(", ");
    }
    if response.owner == console.my_id() {
        return texts.canned_only_you.to_owned();
    }
    match console.colleague(response.owner) {
        Some(name) => fill(texts.canned_only, &[("name", &name)]),
        None => texts.canned_nobody.to_owned(),
    }
}

/// The name of a group, if there still is one.
pub(super) fn group_in_words(
    texts: &Texts,
    group: AuthorizedGroup,
    groups: &[Group],
) -> Option<String> {
    match group {
        AuthorizedGroup::BuiltIn(BuiltInGroup::Operators) => Some(texts.group_operators.to_owned()),
        AuthorizedGroup::BuiltIn(BuiltInGroup::Administrators) => {
            Some(texts.group_administrators.to_owned())
        }
        AuthorizedGroup::Made(id) => {
            let found = groups.iter().find(|group| group.id == id);
            found.map(|group| group.name.clone())
        }
    }
}
