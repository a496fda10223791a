//! Two people edit one record: who saves last is told, and both texts are in sight.

use super::apps::use_app;
use super::form::Editing;
use super::kind::{DraftOf, Kind};
use crate::live::Console;
use crate::text::use_texts;
use crate::ui::{Button, Notice, Tone};
use domain::record::{Draft, Record};
use leptos::prelude::*;

/// What somebody else has made of a record meanwhile, field by field where it differs from what was typed.
#[component]
pub(super) fn Conflict<K: Kind>(
    /// What is being edited.
    editing: Editing<K>,
) -> impl IntoView {
    let texts = use_texts();
    let changed = editing.kind.texts(texts).changed;
    move || {
        editing.theirs.get().map(|theirs| {
            let shown = theirs.draft();
            view! {
                <div class="record__conflict">
                    <Notice tone=Tone::Danger icon="triangle-alert" text=changed>
                        <Button on:click=move |_| editing.fill(theirs.clone())>{texts.record_take_theirs}</Button>
                    </Notice>
                    <Differences editing theirs=shown />
                </div>
            }
        })
    }
}

#[component]
fn Differences<K: Kind>(editing: Editing<K>, theirs: DraftOf<K>) -> impl IntoView {
    let (console, texts) = (Console::of_page(), use_texts());
    let kind = editing.kind;
    let state = use_app(kind.app());
    let told = move |draft: &DraftOf<K>| {
        let mut fields = kind.fields(texts, draft);
        let team = state.with(|state| {
            let name = draft.team().and_then(|team| state.team_name(team));
            name.unwrap_or(texts.record_no_team).to_owned()
        });
        let owner = draft.owner().and_then(|user| console.colleague(user));
        let owner = owner.unwrap_or_else(|| texts.record_nobody.to_owned());
        fields.extend([(texts.team, team), (kind.texts(texts).owner, owner)]);
        fields
    };
    let fields = move || {
        let (theirs, mine) = (told(&theirs), editing.draft.with(told));
        let differing = theirs.into_iter().zip(mine);
        let differing = differing.filter(|(theirs, mine)| theirs != mine);
        let field = |((label, value), _): ((&'static str, String), _)| {
            view! {
                <dt>{label}</dt>
                <dd dir="auto">{value}</dd>
            }
        };
        differing.map(field).collect_view()
    };
    view! {
        <p class="field__help">{texts.record_theirs}</p>
        <dl class="record__theirs">{fields}</dl>
    }
}
